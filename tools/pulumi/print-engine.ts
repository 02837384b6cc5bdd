import { findEngine } from "./engine";
import { runPrintFound } from "./print-found";

const HELP = `Prints the root directory of a Pulumi engine: <root>/bin holds pulumi and what it needs to run Node.js programs.

Uses the pulumi on PATH if it is recent enough, else one that was kept in ~/.pulumi/versions, else downloads it,
else builds it from Go modules. Progress goes to stderr; stdout is the root alone:

    PATH="$(npm run --silent engine)/bin:$PATH" pulumi version
`;

void runPrintFound(HELP, async () => (await findEngine()).root);
