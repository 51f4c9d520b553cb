import { z } from 'zod';

/** The definition of an entry that documents name with parameters, with the types of its name and parameters. */
export type Definition<Kind extends { readonly params: z.ZodObject }, N extends string, S extends z.ZodRawShape> = Omit<
  Kind,
  'params'
> & {
  readonly name: N;
  readonly params: z.ZodObject<S>;
};

/** The schema of an entry in a document: its name under `kind`, and its parameters. */
export const schemaOf = <const N extends string, S extends z.ZodRawShape>(entry: {
  readonly name: N;
  readonly params: z.ZodObject<S>;
}) => z.object({ kind: z.literal(entry.name), ...entry.params.shape });
