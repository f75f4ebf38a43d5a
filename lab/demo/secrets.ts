/** Worthless secrets of simulated systems on the loopback interface; a real one never stands in a file. */

export const KOHA_SECRETS = {
  DEMO_KOHA_A_CLIENT_ID: 'mercia-demo-a',
  DEMO_KOHA_A_CLIENT_SECRET: 'worthless-demo-secret-a',
  DEMO_KOHA_B_USER: 'mercia',
  DEMO_KOHA_B_PASSWORD: 'worthless-demo-password-b',
  DEMO_KOHA_C_CLIENT_ID: 'mercia-demo-c',
  DEMO_KOHA_C_CLIENT_SECRET: 'worthless-demo-secret-c',
} as const;

export const SYMPHONY_SECRETS = {
  DEMO_SYMPHONY_D_CLIENT_ID: 'MERCIA_DEMO_STAFF',
  DEMO_SYMPHONY_D_PUBLIC_CLIENT_ID: 'MERCIA_DEMO_PUBLIC',
  DEMO_SYMPHONY_D_USER: 'MERCIA',
  DEMO_SYMPHONY_D_PASSWORD: 'worthless-demo-password-d',
} as const;

export const SIP2_SECRETS = {
  DEMO_EXPORT_F_SIP_USER: 'mercia',
  DEMO_EXPORT_F_SIP_PASSWORD: 'correct horse battery staple',
} as const;

/** By the names that `region.yaml` gives them. */
export const DEMO_SECRETS: Readonly<Record<string, string>> = {
  ...KOHA_SECRETS,
  ...SYMPHONY_SECRETS,
  ...SIP2_SECRETS,
};
