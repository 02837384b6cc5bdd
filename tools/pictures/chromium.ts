import { accessSync, constants } from "node:fs";
import { delimiter, isAbsolute, join } from "node:path";
import type { Browser } from "puppeteer-core";
import { pathVariable } from "../pulumi/path-variable";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/** The Chromium in `CHROME_PATH`, or else the first one on PATH. Undefined if there is none. */
export function findChromium(env: NodeJS.ProcessEnv = process.env): string | undefined {
    if (env.CHROME_PATH) {
        return env.CHROME_PATH;
    }
    const directories = pathVariable(env).split(delimiter).filter(isAbsolute);
    return directories.flatMap((directory) => NAMES.map((name) => join(directory, name))).find(isExecutable);
}

/** Starts a Chromium without a window. The driver is loaded only here, since that takes time. */
export async function startChromium(executablePath: string): Promise<Browser> {
    const { launch } = await import("puppeteer-core");
    // Chromium does not run its sandbox as root, which containers often use. It opens only pages of this machine.
    const args = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
    return launch({ executablePath, args: [...args, "--disable-dev-shm-usage", "--disable-lcd-text"] });
}

function isExecutable(file: string): boolean {
    try {
        accessSync(file, constants.X_OK);
        return true;
    } catch {
        return false;
    }
}
