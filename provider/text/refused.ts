/** What a person has to put right. The message is the whole advice; each binding shows it in its own way. */
export class Refused extends Error {
    override readonly name: string = "Refused";
}
