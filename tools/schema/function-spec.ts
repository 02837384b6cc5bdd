import ts from "typescript";
import { docText } from "./doc-text";
import { objectSpec } from "./object-spec";
import type { Source } from "./source";
import type { FunctionSpec, ObjectSpec } from "./spec";
import type { Refer } from "./type-spec";

/** A function from its type: `(args: Arguments) => Promise<Result>`. */
export function functionSpec(source: Source, file: string, name: string, refer: Refer): FunctionSpec {
    const declaration = source.declared(file, name, ts.isTypeAliasDeclaration);
    const { type } = declaration;
    if (!ts.isFunctionTypeNode(type)) throw new Error(`${name} is no function`);
    const [parameter] = type.parameters;
    const [result] = isReference(type.type) ? (type.type.typeArguments ?? []) : [];
    return {
        description: docText(declaration),
        inputs: shapeOf(parameter?.type),
        outputs: shapeOf(result),
    };

    function shapeOf(reference: ts.TypeNode | undefined): ObjectSpec {
        const meant = reference && isReference(reference) ? source.meaning(reference.typeName) : undefined;
        if (meant === undefined || !ts.isInterfaceDeclaration(meant))
            throw new Error(`${name} takes or gives no object`);
        return objectSpec(meant, refer);
    }
}

const isReference = ts.isTypeReferenceNode;
