import { findEngine } from "./engine";
import { findKubernetesPlugin } from "./kubernetes-plugin";
import { runPrintFound } from "./print-found";

const HELP = `Prints the directory of a Kubernetes plugin, for \`plugins: providers: [{ name: kubernetes, path: … }]\` in Pulumi.yaml.

Uses one that is installed in ~/.pulumi/plugins, else one that was kept in ~/.pulumi/versions, else lets Pulumi download it,
else builds it from its Go module, which takes some 20 minutes. Progress goes to stderr; stdout is the directory alone.
`;

void runPrintFound(HELP, async () => findKubernetesPlugin((await findEngine()).root));
