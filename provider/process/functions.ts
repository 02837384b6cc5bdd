/** The reads behind the functions of the SDK, in the program's own process. The SDK loads this file at the first call. */
import { type Find, findDeploymentRecords, findStorageRecords } from "../artifact-records/find";
import type { Properties } from "../resource/resource-handler";
import { stackPlaces } from "../settings/places";
import { PlainError } from "../text/plain-error";
import { Refused } from "../text/refused";
import { createProcessContext } from "./process-context";

/** The stack's configuration. A plain script has none. */
type Config = Parameters<typeof stackPlaces>[0];

// Standard output belongs to the script, so lines about a wait go to standard error. Pulumi shows those, too.
const context = createProcessContext(process.env, { say: console.error, warn: console.error });

const reading =
    <Result>(find: Find<Result>) =>
    async (config: Config, args: Properties): Promise<Result> => {
        // One process may run programs of several stacks at once, so `find` takes the settings and the client before it waits.
        context.configure(stackPlaces(config));
        try {
            return await find(context, args);
        } catch (error) {
            throw error instanceof PlainError ? new Refused(error.message, { cause: error }) : error;
        }
    };

/** Finds where an artifact is deployed. */
export const getDeploymentRecords = reading(findDeploymentRecords);

/** Finds where an artifact is stored. */
export const getStorageRecords = reading(findStorageRecords);
