/** Rule packs: boilerplate rules as data. (Grown by remove-boilerplate.) */
export interface RulePack {
  readonly name: string;
  readonly version: number;
}
