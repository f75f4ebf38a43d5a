# Harvests a repository with Catmandu::OAI, which speaks OAI-PMH by way of HTTP::OAI, and goes through tokens, failures and
# records by itself. Prints the manifest of what is held.
#
#     perl catmandu-oai.pl BASE-URL FILE

use strict;
use warnings;
use Catmandu::Importer::OAI;
use FindBin;
use lib $FindBin::Bin;
use Held;
use HTTP::OAI;

my ($base_url, $file) = @ARGV;
my $held = Held->open($file);

my $identify = HTTP::OAI::Harvester->new(baseURL => $base_url)->Identify;
die 'Identify: ' . $identify->message if $identify->is_error;
$held->forget if defined $held->until && $identify->earliestDatestamp gt $held->until;
my $until = $identify->responseDate;

my $importer = Catmandu::Importer::OAI->new(
    url            => $base_url,
    metadataPrefix => 'marc21',
    from           => $held->until,
    max_retries    => 3,
    handler        => sub { return { marcxml => $_[0]->toString } },
);
$importer->each(sub {
    my ($record) = @_;
    $held->take($record->{_identifier}, $record->{_status} eq 'deleted' ? undef : $record->{marcxml});
});
$held->save($until);
print $held->manifest, "\n";
