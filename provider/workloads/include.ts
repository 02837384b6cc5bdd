import { namesOf } from "../images/docker-hub";
import { COMPONENT, HOST, type ImageReference, shown } from "../images/reference";
import { Refused } from "../text/refused";
import type { Binding } from "./binding";
import type { Options, WorkloadContainer } from "./options";

/** Whether a container is recorded. */
export type Chosen = (container: WorkloadContainer) => boolean;

/**
 * Reads the option `include`.
 *
 * @param mustBe What the binding accepts, for the message.
 * @throws Refused if it is neither a function nor a list, or if a prefix cannot be the start of an image's name.
 */
export function readInclude(include: Options["include"], mustBe: string): Chosen {
    if (include === undefined) return () => true;
    if (typeof include === "function") return (container) => include(container) !== false;
    if (!Array.isArray(include)) {
        throw new Refused(`include is ${shown(include)}, but must be ${mustBe}, such as ["ghcr.io/acme/"]`);
    }
    const wrong = include.findIndex((prefix) => typeof prefix !== "string" || !PREFIX.test(prefix));
    if (wrong >= 0) {
        throw new Refused(
            `include contains ${shown(include[wrong])}, which cannot be the start of an image's name. A prefix is a registry, or a path in one up to a ` +
                'slash, without a scheme, tag or pattern, such as "ghcr.io/acme/"',
        );
    }
    return ({ image }) => include.some((prefix) => beginsWith(image, prefix));
}

const PREFIX = new RegExp(`^(?:${HOST.source}|(?:${HOST.source}/)?${COMPONENT.source}(?:/${COMPONENT.source})*)/?$`);

/** A prefix ends at a slash or at the end of the name: `ghcr.io/acme` does not match `ghcr.io/acme-evil/x`. */
function beginsWith(image: ImageReference, prefix: string): boolean {
    const folder = prefix.endsWith("/") ? prefix : `${prefix}/`;
    return namesOf(image).some((name) => name === prefix || name.startsWith(folder));
}

/** Shows in a preview how many containers are left out, by registry. */
export async function tellOfLeftOut(
    leftOut: readonly WorkloadContainer[],
    containers: number,
    { isPreview, say }: Binding,
): Promise<void> {
    if (leftOut.length === 0 || !isPreview()) return;
    const counts = new Map<string, number>();
    for (const { image } of leftOut) counts.set(image.registry, (counts.get(image.registry) ?? 0) + 1);
    const most = [...counts].sort().sort(([, one], [, another]) => another - one);
    const list = most.map(([registry, count]) => `${count} from ${registry}`).join(", ");
    await say(`deploymentsOf: the option include leaves out ${leftOut.length} of ${containers} containers: ${list}`);
}
