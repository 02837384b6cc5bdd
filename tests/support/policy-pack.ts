import { cp, mkdir, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { PulumiProject } from "../../tools/pulumi/project";
import { exampleFolder } from "./example-source";
import { CHECKOUT } from "./installation";

/** What a current language host for Node.js does with a policy pack. The host that the tests build cannot do that. */
const AS_THE_HOST_WOULD = `#!/bin/sh
exec node "$(node -p 'require.resolve("@pulumi/pulumi/cmd/run-policy-pack")')" "$@"
`;

/** A runtime without a language host. For such a runtime, Pulumi starts an analyzer with its name. */
const RUNTIME = "as-nodejs";

/**
 * Puts the policy pack of examples/policy beside a program on Kubernetes, and returns its directory. Only the name of its runtime differs
 * from the example.
 */
export async function addPolicyPack(project: PulumiProject): Promise<string> {
    const [pack, host] = ["policy", "policy-host"].map((name) => join(project.directory, name)) as [string, string];
    await cp(exampleFolder("policy"), pack, { recursive: true });
    await symlink(join(CHECKOUT, "node_modules"), join(pack, "node_modules"), "junction");
    await writeFile(join(pack, "PulumiPolicy.yaml"), `runtime: ${RUNTIME}\n`);
    await mkdir(host);
    await writeFile(join(host, `pulumi-analyzer-policy-${RUNTIME}`), AS_THE_HOST_WOULD, { mode: 0o755 });
    const analyzer = `analyzers: [{ name: policy-${RUNTIME}, path: ${JSON.stringify(host)} }]`;
    await project.edit("Pulumi.yaml", "plugins: {", `plugins: { ${analyzer},`);
    return pack;
}
