import { repositoryName } from "../input/artifact-fields";
import {
    FINE,
    type Field,
    inBrackets,
    isAbsent,
    isPlainObject,
    lineOf,
    ofEach,
    problemsOf,
    type Shape,
    text,
    under,
    unfit,
} from "../input/fields";
import { DEPLOYMENT } from "../record-set/deployment-inputs";
import type { Properties } from "../resource/resource-handler";
import { KNOWN_LATER, STAND_IN_ENDING } from "../vocabulary/unknown";
import { MOST_CHARACTERS } from "../vocabulary/words";
import { deploymentsIn } from "../workloads/deployments";
import { plainBinding } from "./plain-binding";
import type { Invoked, PluginFunction } from "./plugin-function";
import { orRefusal } from "./plugin-function";

const name: Field = text({ max: MOST_CHARACTERS.deploymentName });

/** One repository, or one for each image name. */
const repositories: Field = (value) => {
    if (!isPlainObject(value)) return repositoryName(value);
    return ofEach(Object.keys(value), (image) => under(inBrackets(image), repositoryName(value[image])));
};

const further: Field = (value) =>
    isPlainObject(value) ? FINE : unfit(value, ", but must be a map from deployment name to deployment");

const { tags, runtimeRisks } = DEPLOYMENT.fields as { tags: Field; runtimeRisks: Field };

/** The arguments. The deployments that are made from them are checked with the record set. */
const ARGUMENTS: Shape = {
    required: ["workloads"],
    fields: {
        workloads: () => FINE,
        deploymentName: name,
        namespace: name,
        include: () => FINE,
        githubRepository: repositories,
        tags,
        runtimeRisks,
        also: further,
    },
};

/** Makes the deployments of a record set from workloads. */
export const deploymentsOf: PluginFunction = async (context, args, isPreview): Promise<Invoked> => {
    const given = Object.fromEntries(Object.entries(args).filter(([, value]) => !isAbsent(value)));
    const problems = problemsOf(given, ARGUMENTS).map(lineOf);
    if (problems.length > 0) return { problems };
    const { workloads, ...options } = given;
    return orRefusal(async () => {
        const made = await deploymentsIn(workloads, options, plainBinding(context, isPreview));
        return { deployments: givenOut(made, {}), typed: givenOut(made, NOTHING) };
    });
};

/** The required fields of a deployment, empty. SDKs of typed languages refuse an entry without them. */
const NOTHING = { name: "", digest: "" };

/**
 * Pulumi's engine accepts no unknown value from a function. So a deployment that is not known becomes an entry with a name that
 * the record set recognizes, and with the value `open`.
 */
function givenOut(made: Readonly<Record<string, unknown>>, open: Properties): Properties {
    const entries = Object.entries(made).map(([name, entry]): [string, unknown] => {
        const isLater = entry === KNOWN_LATER || (isPlainObject(entry) && Object.values(entry).includes(KNOWN_LATER));
        if (!isLater) return [name, entry];
        return [name.endsWith(STAND_IN_ENDING) ? name : `${name}${STAND_IN_ENDING}`, open];
    });
    return Object.fromEntries(entries);
}
