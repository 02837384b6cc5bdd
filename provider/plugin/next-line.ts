import type { Readable } from "node:stream";

/** The next line of a stream that sends one line for each answer. Empty if the stream ends first. */
export const nextLine = (stream: Readable): Promise<string> =>
    new Promise((resolve) => {
        let text = "";
        stream.setEncoding("utf8").on("data", (part: string) => {
            text += part;
            if (text.includes("\n")) resolve(text.slice(0, text.indexOf("\n")));
        });
        stream.once("close", () => resolve(""));
    });
