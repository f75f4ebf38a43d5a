/*
 * Queries to begin with, about what the region at hand holds: read from its public index when the page opens. Without an
 * answer, or in an empty index, the queries are those that run everywhere.
 */

const FOUND = `nodes { id title isbns issns holdings { statements { from } library { id } } }`;

/** What is asked to make the examples: titles, in the order of the alphabet, with who holds them. */
export const EXAMPLES_QUERY = `query Examples {
  books: search(query: "", filter: { formats: [BOOK] }, first: 50) { ${FOUND} }
  serials: search(query: "", filter: { formats: [JOURNAL] }, first: 50) { ${FOUND} }
  region { libraries { id } }
}`;
const BUDGET_MS = 1_500;
const PATIENCE_MS = 3_000;

/** Tabs of the explorer: each a query, with its variables. Never fails, and never waits for long. */
export async function loadExamples(endpoint) {
  try {
    const response = await fetch(endpoint, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'mercia-budget-ms': String(BUDGET_MS) },
      body: JSON.stringify({ query: EXAMPLES_QUERY }),
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    const { data } = await response.json();
    return makeExamples(data ?? {});
  } catch {
    return makeExamples({});
  }
}

/** From the data of {@link EXAMPLES_QUERY}, any part of which may be null. */
export function makeExamples({ books, serials, region }) {
  const libraries = (region?.libraries ?? []).map(({ id }) => id);
  const book = mostWidelyHeld(books) ?? mostWidelyHeld(serials);
  const serial = mostWidelyHeld(serials);
  return [
    ...(book === null ? [] : [whoHolds(book)]),
    search(book),
    ...(book === null || libraries.length === 0 ? [] : [lenders(book, libraries)]),
    ...(serial === null || libraries.length === 0 ? [] : [articles(serial, libraries)]),
    REGION,
  ].map(({ query, variables }) => ({
    query,
    ...(variables === undefined ? {} : { variables: JSON.stringify(variables, null, 2) }),
  }));
}

const holdersOf = ({ holdings }) => new Set(holdings.map(({ library }) => library.id));

/** The title that most libraries hold; null if there is none. */
function mostWidelyHeld(found) {
  const nodes = (found?.nodes ?? []).filter(({ holdings }) => holdings.length > 0);
  const [first = null] = nodes.toSorted((a, b) => holdersOf(b).size - holdersOf(a).size);
  return first;
}

/** Ids stay; an identifier shows better what can be asked for. */
function keyOf({ id, isbns: [isbn], issns: [issn] }) {
  if (isbn !== undefined) return { isbn };
  return issn === undefined ? { id } : { issn };
}

/** A library that does not hold it asks; if all do, the last. */
function askerOf(edition, libraries) {
  const holders = holdersOf(edition);
  return libraries.find((id) => !holders.has(id)) ?? libraries.at(-1);
}

/** The longest word of a title finds it, and often others. */
function wordOf(edition) {
  const words = edition?.title.match(/[\p{L}]{4,}/gu) ?? [];
  return words.toSorted((a, b) => b.length - a.length)[0]?.toLowerCase() ?? '';
}

const whoHolds = (edition) => ({
  query: `# Which libraries hold this title, and is a copy in now?
query WhoHolds($by: [EditionKey!]!) {
  editions(by: $by) {
    editions {
      title
      publishedYear
      holdings {
        library {
          name
        }
        availability {
          state
          asOf
          reason {
            code
            message
          }
          itemCount
          availableCount
          unknownCount
          earliestDue {
            on
          }
          items(first: 5) {
            nodes {
              status
              limitations
              callNumber
              currentLocation {
                name
              }
            }
          }
        }
      }
    }
  }
}
`,
  variables: { by: [keyOf(edition)] },
});

const search = (edition) => ({
  query: `# Titles that match these words, a page at a time.
query Search($words: String!, $after: String) {
  search(query: $words, first: 10, after: $after) {
    totalCount
    wordsLeftOut
    nodes {
      id
      title
      creators
      publishedYear
      format
    }
    facets {
      field
      values {
        label
        count
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
`,
  variables: { words: wordOf(edition) },
});

const lenders = (edition, libraries) => ({
  query: `# Who could lend it to this library, in the order in which to ask?
query Lenders($by: [EditionKey!]!, $for: ID!) {
  editions(by: $by) {
    editions {
      title
      lenders(for: $for) {
        nodes {
          rank
          library {
            name
          }
          openNow
          reasons {
            words
          }
        }
        excluded {
          library {
            name
          }
          reasons {
            words
          }
        }
      }
    }
  }
}
`,
  variables: { by: [keyOf(edition)], for: askerOf(edition, libraries) },
});

const articles = (edition, libraries) => ({
  query: `# Which years of this journal do libraries have, and who could copy an article of one?
query Articles($by: [EditionKey!]!, $for: ID!, $year: Int) {
  editions(by: $by) {
    editions {
      title
      holdings {
        library {
          name
        }
        statements {
          text
          from
          to
        }
      }
      lenders(for: $for, year: $year) {
        nodes {
          rank
          library {
            name
          }
          covers
        }
      }
    }
  }
}
`,
  variables: { by: [keyOf(edition)], for: askerOf(edition, libraries), year: yearOf(edition) },
});

/** A year that one of its runs begins with; else null, and no part is asked for. */
function yearOf({ holdings }) {
  const starts = holdings.flatMap(({ statements }) => statements.map(({ from }) => from));
  const year = starts.map((from) => /\b(?:1[89]|20)\d\d\b/.exec(from ?? '')?.[0]).find((found) => found !== undefined);
  return year === undefined ? null : Number(year);
}

const REGION = {
  query: `# The libraries of this region, and how current what is known of each is.
query Region {
  region {
    name
    libraries {
      id
      name
      holdingsCount
      harvest {
        lastCompleteAt
        running
      }
    }
  }
}
`,
};
