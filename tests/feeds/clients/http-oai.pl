# Harvests a repository with HTTP::OAI: what changed since the last time, or everything. Prints the manifest of what is held.
#
#     perl http-oai.pl BASE-URL FILE

use strict;
use warnings;
use FindBin;
use lib $FindBin::Bin;
use Held;
use HTTP::OAI;

my ($base_url, $file) = @ARGV;
my $held = Held->open($file);
# A list is read on here, token by token: a server that goes down meanwhile is asked again for the same page.
my $harvester = HTTP::OAI::Harvester->new(baseURL => $base_url, resume => 0);

my $identify = $harvester->Identify;
die 'Identify: ' . $identify->message if $identify->is_error;
$held->forget if defined $held->until && $identify->earliestDatestamp gt $held->until;
my $until = $identify->responseDate;

my %wanted = (metadataPrefix => 'marc21');
$wanted{from} = $held->until if defined $held->until;
for (my $failed = 0; %wanted;) {
    # With `next` only the last page would be there.
    my $answer = $harvester->ListRecords(
        %wanted,
        onRecord => sub {
            my ($record) = @_;
            my $marcxml = $record->is_deleted ? undef : record_in($record->metadata->dom)->toString;
            $held->take($record->identifier, $marcxml);
        },
    );
    my ($error) = $answer->can('errors') ? $answer->errors : ();
    last if defined $error && $error->code eq 'noRecordsMatch';
    die $error->code . ': ' . $error->message if defined $error;
    if ($answer->is_error) {
        # Ends only what hangs: a server takes many times as long to start on a busy machine.
        die $answer->message if ++$failed > 600;
        select undef, undef, undef, 0.1;
        next;
    }
    my $token = $answer->resumptionToken;
    %wanted = defined $token && $token->resumptionToken ? (resumptionToken => $token->resumptionToken) : ();
}
$held->save($until);
print $held->manifest, "\n";

# What HTTP::OAI gives is the element around it, in a fragment.
sub record_in {
    my ($fragment) = @_;
    my ($metadata) = $fragment->nonBlankChildNodes;
    my ($record) = $metadata->nonBlankChildNodes;
    return $record;
}
