/** Cognito's default policy, which the local pool has too (docs.aws.amazon.com/cognito, "Password policies"). */
const rules = {
  length: /.{8}/su,
  upper: /[A-Z]/,
  lower: /[a-z]/,
  number: /[0-9]/,
  symbol: /[\^$*.[\]{}()?"!@#%&/\\,><':;|_~`=+\- ]/,
} as const;
export type PasswordRule = keyof typeof rules;

export const passwordRules = Object.keys(rules) as readonly PasswordRule[];

export const keepsRule = (password: string, rule: PasswordRule): boolean => rules[rule].test(password);

export const keepsRules = (password: string): boolean => passwordRules.every((rule) => keepsRule(password, rule));
