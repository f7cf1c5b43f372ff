import { describeWith } from '../support/parts.js'
import { RedisServer } from '../support/redis.js'
import { aQueueStore } from './queue-suite.js'

describeWith(['redis'])('queues in Redis', () => {
  let redis: RedisServer
  aQueueStore(
    async () => {
      redis = await RedisServer.start()
      return { redisUrl: redis.url, wipe: () => redis.wipe() }
    },
    async () => {
      await redis.alone()
      await redis.stop()
    },
  )
})
