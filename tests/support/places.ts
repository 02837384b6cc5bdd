import { type Place, providerPlace, stackPlaces } from "../../provider/settings/places";

type Values = Readonly<Record<string, string | undefined>>;

/** The stack's configuration, by the full names of its settings. */
export const stackWith = (values: Values): readonly Place[] => stackPlaces({ get: (name) => values[name] });

/** The arguments of a provider. */
export const providerWith = (values: Values): readonly Place[] => [providerPlace((name) => values[name])];
