export { registerBenefitCommands } from './benefits.commands.js'
