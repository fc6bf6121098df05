/**
 * The part of JSON Schema that the contract uses. A field's `description` completes the sentence "must be ...": it is
 * the documentation of the field and the text that a caller with a bad value reads.
 */
export interface FieldSchema {
  readonly type: 'string' | 'integer' | 'boolean' | 'array' | 'object' | readonly ['string', 'null'];
  readonly description: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly enum?: readonly string[];
  readonly items?: {
    readonly type: 'string' | 'object';
    readonly properties?: { readonly [member: string]: FieldSchema };
    readonly required?: readonly string[];
  };
  /** Of an object, those of its members that are checked. Others are let through: where the object is a standard's, that says what there can be. */
  readonly properties?: { readonly [member: string]: FieldSchema };
  readonly required?: readonly string[];
}

/** Fields that are required besides where another field has one of the values named, or has none of them. */
export interface Condition {
  readonly if: {
    readonly type: 'object';
    readonly properties: { readonly [field: string]: { readonly enum: readonly string[] } };
    readonly required: readonly string[];
  };
  readonly then?: { readonly required: readonly string[] };
  readonly else?: { readonly required: readonly string[] };
}

export interface ObjectSchema {
  readonly type: 'object';
  readonly properties: { readonly [field: string]: FieldSchema };
  readonly required: readonly string[];
  readonly allOf?: readonly Condition[];
  /** How many of its optional fields must be there at least. */
  readonly minProperties?: 1;
  readonly additionalProperties: boolean;
}
