#!/usr/bin/env bash
# Makes without-feeds.sql.gz and with-feeds.sql.gz, the databases of older versions that old-database.ts opens. They were made once; a
# version that was released gets another such file, and these stay as they are.
#
#   make-old-data.sh COMMIT NAME
#
# without-feeds: 95c550d, before snapshots, feeds, vocabularies and the console; with-feeds: 73af31a7, before `mercia migrate`. Both were
# made with the demonstration of that commit, which harvested, then: two cards linked, four holds asked for (three placed), two rulings, a
# key of a program; in with-feeds, records of interlibrary loans kept hidden, feeds published, and a record taken back. trim.sql leaves
# some editions of it with all that hangs on them.
#
# It needs the programs of PostgreSQL 15 as Debian installs them: pg_dump is not in the bundled one.
set -euo pipefail

commit=$1 name=$2 here=$(cd "$(dirname "$0")" && pwd) pg=/usr/lib/postgresql/15/bin
work=$(mktemp -d)
chmod 755 "$work"
mkdir "$work/code"
git -C "$here" archive "$(git -C "$here" rev-parse "$commit")" | tar -x -C "$work/code"
cd "$work/code"
npm ci --silent
export MERCIA_PG_BIN=$pg MERCIA_DATA=$work/data
mercia() { node doors/cli/node24.mjs doors/cli/mercia.mjs "$@"; }

mercia start --host 127.0.0.1 --port 4500 --demo-port 0 2> "$work/log" &
started=$!
trap 'kill $started; wait; rm -rf "$work"' EXIT
tail -f "$work/log" --pid=$started | grep -q -m 1 '^Ready'

socket=$(grep -o '"socketFolder":"[^"]*' "$work/data/server.json" | cut -d'"' -f4)
ask() { psql -h "$socket" -U mercia -d "$1" -qAt "${@:2}"; }
graph() { mercia query --url http://127.0.0.1:4500/graphql --token-file "$work/token" --json "$@"; }

mercia demo token --as reader > "$work/token"
link='mutation($i: LinkAccountInput!) { linkAccount(input: $i) { account { id } } }'
graph -e "$link" --variables '{"i":{"library":"severnhythe","card":"21001004711","pin":"7391-sev"}}' > "$work/account"
graph -e "$link" --variables '{"i":{"library":"temestead","card":"29004000311","pin":"7391-tem"}}'
account=$(grep -o 'koha-a:account:[^"]*' "$work/account")
for holding in $(ask mercia -c "SELECT id FROM holding WHERE library = 'severnhythe' AND copies > 1 ORDER BY record LIMIT 4"); do
  graph -e 'mutation($i: PlaceHoldInput!) { placeHold(input: $i) { outcome } }' \
    --variables "{\"i\":{\"account\":\"$account\",\"holding\":\"$holding\",\"idempotencyKey\":\"upgrade-$holding\"}}"
done
records() {
  ask mercia -c "SELECT s.system_id || ':record:' || r.local_id FROM record r JOIN system s ON s.id = r.system
    JOIN member m ON m.record = r.id WHERE m.edition IN (SELECT edition FROM member GROUP BY edition
    HAVING count(*) = $1 ORDER BY edition LIMIT $2) ORDER BY m.edition"
}
mercia rulings add $(records 1 2) --same --by "Asha Clee" --note "seen on the shelf"
mercia rulings add $(records 2 1) --different --by "Asha Clee"
mercia keys create --name "catalogue of Vale" --role operator > /dev/null
if mercia take-back --help > /dev/null 2>&1; then
  mercia take-back "$(ask mercia -c "SELECT 'koha-c:record:' || r.local_id FROM record r JOIN system s ON s.id = r.system
    JOIN member m ON m.record = r.id WHERE s.system_id = 'koha-c' ORDER BY r.id DESC LIMIT 1")" --reason "Incident 12"
fi

ask postgres -c 'CREATE DATABASE trimmed'
"$pg/pg_dump" -h "$socket" -U mercia mercia | psql -q -h "$socket" -U mercia trimmed > /dev/null
psql -q -h "$socket" -U mercia -d trimmed -f "$here/trim.sql"
"$pg/pg_dump" -h "$socket" -U mercia --inserts --rows-per-insert=200 --no-owner --no-privileges trimmed |
  sed -E '/^\\(un)?restrict/d; /^--/d; /^$/d' | gzip -9n > "$here/$name.sql.gz"
