interface Words {
  title: string
  text: string
  cure: string
}

const style =
  'body{font:1rem/1.6 system-ui,sans-serif;max-width:40rem;margin:3rem auto;padding:0 1rem;color:#1d2730}code{color:#566}'

/** The page behind the `type` of a problem. */
export function ProblemPage({ code, words }: { code: string; words: Words }) {
  return (
    <html lang="id">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <title>{`${words.title} — Santun`}</title>
        <style>{style}</style>
      </head>
      <body>
        <main>
          <h1>{words.title}</h1>
          <p>{words.text}</p>
          <h2>Yang dapat dilakukan</h2>
          <p>{words.cure}</p>
          <p>
            <code>{code}</code>
          </p>
        </main>
      </body>
    </html>
  )
}
