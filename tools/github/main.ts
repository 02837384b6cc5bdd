import { runGitHub } from "./command";

/** `npm run github`, in a checkout. */
void runGitHub(process.argv.slice(2), "npm run github --");
