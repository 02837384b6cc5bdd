import { join } from "node:path";
import { packageRoot } from "../pulumi/package-root";
import { programsIn, typeCheck } from "./type-check";

/** A part of `npm run typecheck`. It exits with 1 if a program in `examples/` has type errors. */
const wrong = typeCheck(programsIn(join(packageRoot(__dirname), "examples")));
process.stderr.write(wrong);
process.exitCode = wrong === "" ? 0 : 1;
