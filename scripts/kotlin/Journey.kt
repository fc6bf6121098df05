/** Signs in with the class of docs/clients.md, a code from standard input, and shows what userinfo says before and after a refresh. */
private object MemoryStore : TokenStore {
    private var entry: TokenStore.Entry? = null

    override fun load() = entry
    override fun save(entry: TokenStore.Entry) { this.entry = entry }
    override fun clear() { entry = null }
}

fun main(arguments: Array<String>) {
    val (url, email, password) = arguments
    var time = 0L
    val api = AuthApi(url, MemoryStore) { time }
    try {
        api.login(email, "not the password")
        error("A wrong password signed in")
    } catch (error: ApiException) {
        check(error.status == 401 && error.code == "INVALID_CREDENTIALS") { "$error" }
    }
    try {
        api.login("not an address", password)
        error("What is no address signed in")
    } catch (error: ApiException) {
        check(error.code == "INVALID_REQUEST" && error.fields.keys == setOf("email")) { "${error.fields}" }
    }
    val next = api.login(email, password) as SignIn.Next
    api.mfaVerify(email, next.type, next.session!!, readln())
    val before = MemoryStore.load()
    check(api.userinfo().email == email)
    check(MemoryStore.load() == before) { "A token that is good was refreshed" }
    time = 3_600_000_000_000L
    check(api.userinfo().email == email)
    check(MemoryStore.load() != before) { "A token that has expired was not refreshed" }
    MemoryStore.save(TokenStore.Entry(email, "no-such-token"))
    try {
        api.refresh()
        error("A refresh token that is none was taken")
    } catch (error: ApiException) {
        check(error.code == "INVALID_TOKEN" && MemoryStore.load() == null) { "$error" }
    }
    println("The journey is done")
}
