import { type Line, textOf } from "./terminal-text";

/**
 * Pulumi's output, without what changes from run to run:
 *
 *     durations                 | always one second
 *     progress of a resource    | only its last line, which replaces the earlier ones in a terminal
 *     order of the resources    | by type and name, since they are processed in parallel
 *     messages within a --diff  | under their stack, since they can appear anywhere
 *     empty lines at the end    | none
 */
export function settle(lines: readonly Line[]): Line[] {
    const timed = lines.map(inOneSecond);
    const [progress, report] = split(
        timed,
        timed.findIndex((line) => SECTION.test(textOf(line))),
    );
    const settled = isDiff(progress) ? messagesUnderStack(progress) : lastOfEach(progress);
    return withoutEmptyEnd([...settled, ...inOrder(report)]);
}

const SECTION = /^(?:Diagnostics|Outputs|Resources):$/;
const RESOURCE = /^ .{2} (\S+:\S+ \S+)(?: |$)/;
const STACK_URN = /^ +\[urn=.*::pulumi:pulumi:Stack::.*\]$/;
const MESSAGE = /^\S.*; \d+ requests?$/;
const OWNER = /^ {2}\S+ \(\S+\):$/;

const isDiff = (lines: readonly Line[]): boolean => lines.some((line) => STACK_URN.test(textOf(line)));

function inOneSecond(line: Line): Line {
    const last = line.at(-1);
    if (last !== undefined && /^Duration: \S+$/.test(textOf(line))) {
        return [...line.slice(0, -1), { ...last, text: last.text.replace(/\S+$/, "1s") }];
    }
    return line.map((span) => ({ ...span, text: span.text.replace(/\(\d+(?:\.\d+)?s\)/g, "(1s)") }));
}

function lastOfEach(lines: readonly Line[]): Line[] {
    const last = new Map<string, Line>();
    const others: Line[] = [];
    for (const line of lines) {
        const [, resource] = RESOURCE.exec(textOf(line)) ?? [];
        if (resource === undefined) {
            others.push(line);
        } else {
            last.set(resource, line);
        }
    }
    return [...others, ...[...last.keys()].sort().map((resource) => last.get(resource) ?? [])];
}

/** The stack appears once for a refresh, and again for the step after it. There may be an empty line after a message. */
function messagesUnderStack(lines: readonly Line[]): Line[] {
    const settled: Line[] = [];
    let place = 0;
    for (const [index, line] of lines.entries()) {
        const text = textOf(line);
        if (text === "" && MESSAGE.test(textOf(lines[index - 1] ?? []))) continue;
        const isMessage = MESSAGE.test(text);
        const added = isMessage ? [line, []] : [line];
        settled.splice(isMessage ? place : settled.length, 0, ...added);
        if (isMessage) place += added.length;
        if (STACK_URN.test(text)) place = settled.length;
    }
    return settled;
}

/** Sorts the blocks of diagnostics by their resource. Each block starts with its resource. */
function inOrder(lines: readonly Line[]): Line[] {
    const start = lines.findIndex((line) => OWNER.test(textOf(line)));
    if (start < 0) return [...lines];
    const end = lines.findIndex((line, index) => index > start && SECTION.test(textOf(line)));
    const blocks: Line[][] = [];
    for (const line of lines.slice(start, end)) {
        if (OWNER.test(textOf(line))) blocks.push([]);
        blocks.at(-1)?.push(line);
    }
    blocks.sort(([one = []], [other = []]) => (textOf(one) < textOf(other) ? -1 : 1));
    return [...lines.slice(0, start), ...blocks.flat(), ...lines.slice(end)];
}

function withoutEmptyEnd(lines: readonly Line[]): Line[] {
    return lines.slice(0, lines.findLastIndex((line) => textOf(line).trim() !== "") + 1);
}

function split<Item>(items: readonly Item[], at: number): [Item[], Item[]] {
    return at < 0 ? [[...items], []] : [items.slice(0, at), items.slice(at)];
}
