import { alterTeam, changeWeb, type QuickstartOptions, removeWeb, withQuickstart } from "../demo/quickstart";
import { type GitHubServer, startGitHub } from "../github";
import type { PulumiProject } from "../pulumi/project";
import type { Finished } from "../pulumi/run-process";
import { settle } from "./settle";
import { toSvg } from "./svg";
import { parseTerminalText } from "./terminal-text";

/** A picture, and the command that it shows. Each shot continues from the state that the earlier shots left. */
interface Shot {
    readonly name: string;
    readonly title: string;
    /** What a user would type. */
    readonly command: string;
    readonly fails?: true;
    readonly take: (project: PulumiProject, github: GitHubServer) => Promise<Finished>;
    /** Prepares the next shot. */
    readonly after?: (project: PulumiProject) => Promise<Finished>;
}

/** The shots, taken one after the other on one stack of the quickstart. */
const SHOTS: readonly Shot[] = [
    {
        name: "addition",
        title: "pulumi preview of a new stack: an image and two deployments are to be recorded, with a request for each resource",
        command: "pulumi preview",
        take: (project) => project.preview(...QUIET),
        after: (project) => project.up(...QUIET),
    },
    {
        name: "change",
        title: "pulumi preview: one of two deployments has a new digest, and only that one is to be sent",
        command: "pulumi preview --diff",
        async take(project) {
            await changeWeb(project);
            return project.preview("--diff", ...QUIET);
        },
    },
    {
        name: "rejection",
        title: "pulumi up fails: GitHub rejected one of two deployments, and the message says why",
        command: "pulumi up",
        fails: true,
        take(project, github) {
            github.fail({ method: "POST", rejects: { not_found: ["web"] } });
            return project.up(...QUIET);
        },
        after: (project) => project.up(...QUIET),
    },
    {
        name: "removal",
        title: "pulumi preview: a deployment that left the program is to be decommissioned",
        command: "pulumi preview",
        async take(project) {
            await removeWeb(project);
            return project.preview(...QUIET);
        },
        after: (project) => project.up(...QUIET),
    },
    {
        name: "drift",
        title: "pulumi preview with --refresh: someone else changed a tag, and the program's own is to be written again",
        command: "pulumi preview --refresh --diff",
        take(project, github) {
            alterTeam(github);
            return project.preview("--refresh", "--diff", ...QUIET);
        },
    },
];

const QUIET = ["--suppress-progress"] as const;

/** A finished picture. */
export interface Picture {
    /** The file's name, without `.svg`. */
    readonly name: string;
    readonly svg: string;
}

/** The options for taking pictures. */
export interface PictureOptions extends Pick<QuickstartOptions, "checkout" | "engineRoot" | "environment"> {
    /** The name of the last picture to take. By default all pictures are taken. */
    readonly last?: string;
}

/** Takes the pictures from real runs. */
export async function takePictures({ last, ...options }: PictureOptions): Promise<Picture[]> {
    const pictures: Picture[] = [];
    // The outputs show the times of records. The clock moves by a minute from picture to picture.
    const now = (): Date => new Date(Date.UTC(2026, 0, 1, 12, pictures.length));
    const github = await startGitHub({ now });
    const takeAll = async (project: PulumiProject): Promise<void> => {
        for (const shot of SHOTS) {
            pictures.push({ name: shot.name, svg: await take(shot, project, github) });
            if (shot.name === last) break;
            if (shot.after !== undefined) await end(false, shot.after(project));
        }
    };
    try {
        await withQuickstart({ ...options, github, color: "always", purpose: "pictures" }, takeAll);
        return pictures;
    } finally {
        await github.close();
    }
}

async function take(shot: Shot, project: PulumiProject, github: GitHubServer): Promise<string> {
    const { title, command, fails = false } = shot;
    const { output } = await end(fails, shot.take(project, github));
    return toSvg({ title, command, lines: settle(parseTerminalText(output)) });
}

async function end(fails: boolean, run: Promise<Finished>): Promise<Finished> {
    const finished = await run;
    if (fails !== (finished.code !== 0)) throw new Error(`Ended with ${finished.code}:\n${finished.output}`);
    return finished;
}
