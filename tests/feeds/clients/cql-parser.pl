#!/usr/bin/perl
# Says of each text of a JSON array whether CQL::Parser reads it.
use v5.36;
use CQL::Parser;
use JSON::PP;

my $parser = CQL::Parser->new;
my @read   = map { my $text = $_; eval { $parser->parse($text); 1 } ? JSON::PP::true : JSON::PP::false }
  decode_json( $ARGV[0] )->@*;
print encode_json( \@read );
