import type { StaffRoleName } from '../platform/login/staff-roles.js'

export type SecondFactorSetting = 'required' | 'offered'

/** Who decides over money or over accounts. */
const guarded: readonly StaffRoleName[] = ['approver', 'releaser', 'admin']

/** Whose sign-in needs a second proof. Whoever set one up is always asked for it; these roles must set one up. */
export class SecondFactorPolicy {
  constructor(private readonly setting: SecondFactorSetting) {}

  /** SANTUN_SECOND_FACTOR; where it is not set, required everywhere but in a demonstration, whose passwords are public. */
  static settingFrom(environment: NodeJS.ProcessEnv, demonstration: boolean): SecondFactorSetting {
    const stated = environment.SANTUN_SECOND_FACTOR
    if (stated === undefined || stated === '') return demonstration ? 'offered' : 'required'
    if (stated === 'required' || stated === 'offered') return stated
    throw new Error(`SANTUN_SECOND_FACTOR "${stated}" tidak dikenal; tulis required atau offered.`)
  }

  mustEnrol(roles: readonly StaffRoleName[]): boolean {
    return this.setting === 'required' && roles.some((role) => guarded.includes(role))
  }
}
