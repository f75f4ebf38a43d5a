package Held;

# What a client of other people has harvested, and the manifest of it: the recipe of docs/feeds.md, with MARC::Record.

use strict;
use warnings;
use Digest::SHA qw(sha256_hex);
use Encode qw(encode_utf8);
use JSON::PP;
use MARC::File::XML (BinaryEncoding => 'utf8', RecordFormat => 'MARC21');
use MARC::Record;
use Storable qw(nstore retrieve);
use URI::Escape qw(uri_unescape);

# The file that keeps it from one harvest to the next.
sub open {
    my ($class, $file) = @_;
    my $kept = -e $file ? retrieve($file) : { until => undef, entries => {} };
    return bless { %$kept, file => $file }, $class;
}

sub until { return $_[0]{until} }

# Everything that is held is of a feed that was begun again.
sub forget {
    my ($self) = @_;
    @$self{qw(until entries)} = (undef, {});
}

# One record of an answer: MARCXML, or undefined if it is deleted.
sub take {
    my ($self, $oai_identifier, $marcxml) = @_;
    my $identifier = uri_unescape($oai_identifier =~ s/^oai:[^:]+://r);
    $self->{entries}{$identifier} = undef;
    return if !defined $marcxml;
    my $record = MARC::Record->new_from_xml($marcxml, 'UTF-8');
    die "001 of $oai_identifier is another one" if $record->field('001')->data ne $identifier;
    $self->{entries}{$identifier} = canonical_hash($record);
}

sub save {
    my ($self, $until) = @_;
    nstore({ until => $until, entries => $self->{entries} }, $self->{file});
}

sub canonical_hash {
    my ($record) = @_;
    my $leader = $record->leader;
    my $text = (' ' x 5) . substr($leader, 5, 4) . (' ' x 8) . substr($leader, 17, 3) . (' ' x 4) . "\n";
    for my $field ($record->fields) {
        $text .= $field->tag . ' ';
        $text .= $field->is_control_field
            ? $field->data
            : join '', $field->indicator(1), $field->indicator(2), map { "\x1f$_->[0]$_->[1]" } $field->subfields;
        $text .= "\n";
    }
    return sha256_hex(encode_utf8($text));
}

# As JSON: for each of the 4,096 buckets the count and digest of what is live, and of what is deleted.
sub manifest {
    my ($self) = @_;
    my (%live, %deleted);
    for my $identifier (keys %{ $self->{entries} }) {
        my $bucket = substr sha256_hex(encode_utf8($identifier)), 0, 3;
        my $hash = $self->{entries}{$identifier};
        push @{ $live{$bucket} }, encode_utf8("$identifier $hash\n") if defined $hash;
        push @{ $deleted{$bucket} }, encode_utf8("$identifier\n") if !defined $hash;
    }
    my $part = sub {
        my @lines = sort @{ $_[0] // [] };
        return { count => scalar @lines, sha256 => sha256_hex(join '', @lines) };
    };
    my @buckets = map { sprintf '%03x', $_ } 0 .. 4095;
    return encode_json(
        [ map { { bucket => $_, live => $part->($live{$_}), deleted => $part->($deleted{$_}) } } @buckets ]);
}

1;
