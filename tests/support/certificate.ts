import { generate } from "selfsigned";

/** A server's key and certificate, and the authority that a client must trust. All are PEM. */
export interface Certificate {
    readonly key: string;
    readonly cert: string;
    readonly authority: string;
}

/** A new certificate for this machine and for `names`, by an authority that nobody trusts. */
export async function makeCertificate(...names: readonly string[]): Promise<Certificate> {
    const common = { keyType: "ec", algorithm: "sha256" } as const;
    const authority = await generate([{ name: "commonName", value: "An authority of the tests" }], {
        ...common,
        extensions: [
            { name: "basicConstraints", cA: true, critical: true },
            { name: "keyUsage", keyCertSign: true, critical: true },
        ],
    });
    const server = await generate([{ name: "commonName", value: "A server of the tests" }], {
        ...common,
        ca: { key: authority.private, cert: authority.cert },
        extensions: [
            { name: "basicConstraints", cA: false },
            {
                name: "subjectAltName",
                altNames: [
                    { type: 7, ip: "127.0.0.1" },
                    ...["localhost", ...names].map((value) => ({ type: 2, value }) as const),
                ],
            },
        ],
    });
    return { key: server.private, cert: server.cert, authority: authority.cert };
}
