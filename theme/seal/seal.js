/* Opens a sealed portal: fetches, decrypts and shows its pages with the key behind the # of the address, which no browser
   sends to a server. The other half is aboveboard/publish/sealing.py. Scripts of the pages do not run. */
(() => {
  const WORDS = {
    insecure: "This page can only be opened at an https:// address.",
    noKey: "The address that opens this page ends in #k= and a key. Ask your contact for the whole address, and use it as it is.",
    wrongKey: "This key opens nothing here. It may be incomplete, or no longer the current one: ask your contact for the address.",
    broken: "This page is not what was published, so nothing of it is shown. Please tell your contact.",
    missing: "There is no such page in this portal.",
    unreachable: "The page could not be fetched. Are you online? Reload to try again.",
    saved: "Saved: ",
    leftOut: "Not part of a sealed portal",
    home: "To the first page"
  }
  const TYPES = { csv: "text/csv", json: "application/json", pdf: "application/pdf", svg: "image/svg+xml", png: "image/png", jpg: "image/jpeg" }
  // Programs that fetch feeds know no key, so a sealed portal has none.
  const LEFT_OUT = /^(feeds\/|calendar\.ics$)/
  const HOME = "index.html", BUILD = "api/aboveboard/v1/build.json"
  // Paths of the portal are told by addresses that lead nowhere.
  const NOWHERE = "https://portal.invalid/"

  class Refused extends Error {}

  const bytes = text => new TextEncoder().encode(text)
  const hmacKey = raw => crypto.subtle.importKey("raw", raw, { name: "HMAC", hash: "SHA-256" }, false, ["sign"])
  const signed = async (key, text) => new Uint8Array(await crypto.subtle.sign("HMAC", key, bytes(text)))
  const unpacked = text => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), one => one.charCodeAt(0))

  const base32 = data => {
    let bits = 0, held = 0, text = ""
    for (const byte of data) {
      held = held << 8 | byte
      for (bits += 8; bits >= 5; bits -= 5) text += "abcdefghijklmnopqrstuvwxyz234567"[held >> bits - 5 & 31]
      held &= (1 << bits) - 1
    }
    return text
  }

  const opener = async text => {
    if (!/^[\w-]{43}$/.test(text)) throw new Refused("wrongKey")
    const key = await hmacKey(unpacked(text)), part = purpose => signed(key, "aboveboard seal 1 " + purpose)
    const names = await hmacKey(await part("names"))
    const content = await crypto.subtle.importKey("raw", await part("content"), "AES-GCM", false, ["decrypt"])

    const fetched = async path => {
      const name = base32((await signed(names, path)).subarray(0, 20))
      const answer = await fetch(name + ".bin", { cache: "no-cache" }).catch(() => { throw new Refused("unreachable") })
      if (answer.status === 404) throw new Refused("missing")
      if (!answer.ok) throw new Refused("unreachable")
      return new Uint8Array(await answer.arrayBuffer())
    }
    return async path => {
      const data = await fetched(path)
      const how = { name: "AES-GCM", iv: data.subarray(0, 12), additionalData: bytes(path) }
      const plain = await crypto.subtle.decrypt(how, content, data.subarray(12)).catch(() => { throw new Refused("broken") })
      return plain.slice(4, 4 + new DataView(plain).getUint32(0))
    }
  }

  // `path` is the page that is shown, `isRight` says that the key has opened something.
  let key, open, path, isRight = false, sheets = new Map(), turn = 0

  const addressOf = (to, anchor = "") => {
    const told = new URLSearchParams({ k: key })
    if (to !== HOME) told.set("p", to)
    if (anchor) told.set("a", anchor)
    return "#" + told
  }
  // Null for what leads out of the portal, or nowhere.
  const inPortal = (href, from) => {
    try {
      const url = new URL(href, NOWHERE + from), to = decodeURIComponent(url.pathname.slice(1))
      if (url.origin !== new URL(NOWHERE).origin) return null
      return { to: !to || to.endsWith("/") ? to + HOME : to, anchor: decodeURIComponent(url.hash.slice(1)) }
    } catch {
      return null
    }
  }
  const blobOf = (data, name) => URL.createObjectURL(new Blob([data], { type: TYPES[name.split(".").pop()] || "application/octet-stream" }))

  const say = (word, rest = "") => {
    const main = document.createElement("main"), title = document.createElement("h1"), line = document.createElement("p")
    main.className = "seal"
    title.textContent = document.title = "Sealed page"
    line.setAttribute("role", "status")
    line.textContent = WORDS[word] + rest
    main.append(title, line)
    if (isRight) {
      const home = document.createElement("a")
      home.href = addressOf(HOME)
      home.textContent = WORDS.home
      main.append(home)
    }
    document.adoptedStyleSheets = []
    for (const { name } of [...document.body.attributes]) document.body.removeAttribute(name)
    document.body.replaceChildren(main)
  }

  const sheetOf = async to => {
    if (!sheets.has(to)) {
      const sheet = new CSSStyleSheet()
      sheet.replaceSync(new TextDecoder().decode(await open(to)))
      sheets.set(to, sheet)
    }
    return sheets.get(to)
  }

  const save = async to => {
    const name = to.split("/").pop(), link = document.createElement("a")
    link.href = blobOf(await open(to), name)
    link.download = name
    link.click()
    setTimeout(() => URL.revokeObjectURL(link.href), 6e4)
    return name
  }

  const readdress = (link, from) => {
    const target = inPortal(link.getAttribute("href"), from)
    if (!target) {
      link.rel = "noreferrer"
    } else if (LEFT_OUT.test(target.to)) {
      const struck = document.createElement("s")
      struck.append(...link.childNodes)
      struck.title = WORDS.leftOut
      link.replaceWith(struck)
    } else {
      link.setAttribute("href", addressOf(target.to, target.anchor))
      link.addEventListener("click", event => {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return
        const isPage = target.to.endsWith(".html")
        if (isPage && link.hash === location.hash) follow()  // nothing changes in the address, so nobody else would
        if (isPage) return
        event.preventDefault()
        save(target.to).catch(fail)
      })
    }
  }

  const show = async (to, isCurrent) => {
    const page = new DOMParser().parseFromString(new TextDecoder().decode(await open(to)), "text/html")
    const styles = []
    for (const link of page.querySelectorAll("link[rel=stylesheet][href]")) {
      const target = inPortal(link.getAttribute("href"), to)
      if (target) styles.push(await sheetOf(target.to))
    }
    page.querySelectorAll("script, base, object, embed, iframe, body link, body meta").forEach(node => node.remove())
    page.querySelectorAll("a[href], area[href]").forEach(link => readdress(link, to))
    for (const image of page.querySelectorAll("img[src]")) {
      const target = inPortal(image.getAttribute("src"), to)
      if (target) image.src = blobOf(await open(target.to), target.to)
    }
    if (!isCurrent()) return
    document.title = page.title
    document.documentElement.lang = page.documentElement.lang
    document.documentElement.className = page.documentElement.className
    document.adoptedStyleSheets = styles
    for (const { name } of [...document.body.attributes]) document.body.removeAttribute(name)
    for (const { name, value } of page.body.attributes) document.body.setAttribute(name, value)
    document.body.replaceChildren(...page.body.childNodes)
    path = to
  }

  // The page's own script would say so; it also betrays a host that serves an old tree.
  const tellAge = async () => {
    const page = document.querySelector(".ab"), live = page?.querySelector(".live")
    if (!live || "fixed" in page.dataset) return
    const { built_at: built } = JSON.parse(new TextDecoder().decode(await open(BUILD)))
    const minutes = Math.ceil((Date.now() - Date.parse(built)) / 6e4)
    if (minutes <= ("open" in page.dataset ? 15 : 1440)) return
    const [size, at] = minutes > 2880 ? [1440, 0] : minutes > 120 ? [60, 1] : [1, 2]
    const age = Math.ceil(minutes / size) + "\u00a0" + live.dataset.units.split(" ")[at]
    live.textContent = live.dataset.stale.replace("{}", age)
  }

  const fail = error => {
    const word = error instanceof Refused ? error.message : "broken"
    // A portal has a first page: a key that finds none has never been this one's.
    say(word === "missing" && !isRight ? "wrongKey" : word)
    path = undefined
  }

  const follow = async () => {
    const now = ++turn, isCurrent = () => now === turn, told = new URLSearchParams(location.hash.slice(1))
    const to = told.get("p") || HOME, anchor = told.get("a"), given = told.get("k")
    try {
      if (!window.isSecureContext) throw new Refused("insecure")
      if (given !== key || !given) {
        path = key = undefined
        isRight = false
        sheets = new Map()
        if (!given) throw new Refused("noKey")
        const opened = await opener(given)
        if (!isCurrent()) return
        open = opened
        key = given
        if (to !== HOME) await open(HOME)
        if (!isCurrent()) return
        isRight = to !== HOME
      }
      if (LEFT_OUT.test(to)) throw new Refused("missing")
      if (!to.endsWith(".html")) {
        say("saved", await save(to))
        path = undefined
        return
      }
      const isNew = to !== path
      if (isNew) await show(to, isCurrent)
      if (!isCurrent()) return
      isRight = true
      if (isNew) tellAge().catch(() => {})
      const place = anchor && document.getElementById(anchor)
      if (place) {
        place.scrollIntoView()
        place.focus({ preventScroll: true })
      } else if (isNew) {
        scrollTo(0, 0)
      }
    } catch (error) {
      if (isCurrent()) fail(error)
    }
  }

  addEventListener("hashchange", follow)
  follow()
})()
