/** Signing in to the console, over the demonstration's graph and issuer: who gets in, and what of them gets out. */
import { describeForms } from './door/forms.ts';
import { describeInBrowser } from './door/in-browser.ts';
import { describeLostDatabase } from './door/lost-database.ts';
import { describeSessions } from './door/sessions.ts';
import { describeSigningIn } from './door/signing-in.ts';
import { withDoor } from './door/world.ts';

// One region for all of them: to start it takes longer than most of what is tried on it.
withDoor();
describeSigningIn();
describeForms();
describeSessions();
describeLostDatabase();
describeInBrowser();
