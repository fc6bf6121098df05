/**
 * The part of JSON Schema that the contract uses. A field's `description` completes the sentence "must be ...": it is
 * the documentation of the field and the text that a caller with a bad value reads.
 */
export interface FieldSchema {
  readonly type: 'string' | 'integer' | 'boolean' | 'array' | readonly ['string', 'null'];
  readonly description: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly enum?: readonly string[];
  readonly items?: { readonly type: 'string' };
}

export interface ObjectSchema {
  readonly type: 'object';
  readonly properties: { readonly [field: string]: FieldSchema };
  readonly required: readonly string[];
  readonly additionalProperties: boolean;
}
