/** Who can sign in at a simulated identity provider. */
export interface Person {
  /** Short name for scripts: `reader`. */
  readonly id: string;
  /** Goes into the ID token only, as providers for libraries release no more to a service. */
  readonly name: string;
  /** One line that tells a visitor whom they would be. */
  readonly about: string;
  /** Words of the claim `roles`. */
  readonly roles: readonly string[];
  /** Of the claim `eduPersonScopedAffiliation`: `staff@hilltop.example`. */
  readonly affiliations: readonly string[];
  /** What they can link once they are signed in; worthless outside of a simulation. */
  readonly cards?: readonly PersonsCard[];
}

export interface PersonsCard {
  /** As the graph names the library. */
  readonly library: string;
  /** As people name it. */
  readonly libraryName: string;
  readonly card: string;
  readonly pin: string;
}
