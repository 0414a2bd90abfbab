using System.Text;

namespace RepoTickets.LogTriage.Tests.Redaction;

/// <summary>Lines with a secret in them, and lines without.</summary>
internal static class SecretCorpus
{
    private const string Letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

    private static readonly string[] Names =
    [
        "password", "passwd", "pwd", "secret", "api_key", "apikey", "Api-Key", "DB_PASSWORD", "client_secret", "secretAccessKey",
        "access_key", "private_key", "access_token", "refreshToken", "token", "credential", "authorization", "Proxy-Authorization",
    ];

    private static readonly string[] Frames =
    [
        "ERROR {0}", "2026-03-04 12:00:00,123 [main] WARN com.shop.Pay - failed with {0} after 3 tries", "{{\"msg\":\"{0}\",\"n\":1}}",
        "java.lang.IllegalStateException: {0}", "request failed ({0})", "a\tb\t{0}\tc", "value was '{0}'", "[{0}]", "<log>{0}</log>",
        "{0}\n\tat a.b(C.java:1)",
    ];

    internal static (string Secret, string Line) Plant(Random random)
    {
        var word = Word(random, 12, 24);
        var (secret, text) = random.Next(24) switch
        {
            0 => Same("AKIA" + Word(random, 16, 16).ToUpperInvariant()),
            1 => Same("ghp_" + Word(random, 36, 36)),
            2 => Same($"xoxb-{random.Next(100000000, 999999999)}-{word}"),
            3 => Same($"{Base64Url("{\"alg\":\"HS256\",\"typ\":\"JWT\"}")}.{Base64Url($"{{\"sub\":\"{word}\"}}")}.{Word(random, 43, 43)}"),
            4 => (word, $"-----BEGIN PRIVATE KEY-----\nMIIE{word}\n-----END PRIVATE KEY-----"),
            5 => (word, $"https://joe:{word}@host.example.com/path"),
            6 => (word, $"password={word}"),
            7 => (word, $"DB_PASSWORD: {word}"),
            8 => (word, $"api-key={word}"),
            9 => (word, $"client_secret => {word}"),
            10 => (word, $"Authorization: Bearer {word}"),
            11 => (word, $"Cookie: session={word}; theme=dark"),
            12 => Same($"{Word(random, 5, 9)}.{Word(random, 3, 6)}@mail.example.com"),
            13 => Same($"{random.Next(1, 255)}.{random.Next(256)}.{random.Next(256)}.{random.Next(1, 255)}"),
            14 => Same($"2001:db8:{random.Next(1, 9999)}::{random.Next(10, 9999)}"),
            15 => Same(Card(random)),
            16 => Same("sk-" + Word(random, 40, 48)),
            17 => Same("glpat-" + Word(random, 20, 20)),
            18 => Same("AIza" + Word(random, 35, 35)),
            19 => (word, $"secretAccessKey={word}"),
            20 => Same(Convert.ToBase64String(Encoding.UTF8.GetBytes($"user=joe&password={word}"))),
            21 => (word, $"password=\n    {word}"),
            22 => (word, $"accessToken='{word}'"),
            _ => (word, $"pwd={word};Server=db"),
        };
        return (secret, string.Format(System.Globalization.CultureInfo.InvariantCulture, Frames[random.Next(Frames.Length)], text));
    }

    /// <summary>A secret without a digit, in no quotes or in some, that its name alone gives away.</summary>
    internal static (string Secret, string Line) PlantLetters(Random random)
    {
        var word = new string([.. Enumerable.Range(0, random.Next(12, 24)).Select(_ => Letters[random.Next(26)])]);
        var name = Names[random.Next(Names.Length)];
        var text = random.Next(8) switch
        {
            0 => $"{name}={word}",
            1 => $"{name} = {word}",
            2 => $"{name}: {word}",
            3 => $"{name}:{word}",
            4 => $"\\\"{name}\\\":\\\"{word}\\\"",
            5 => $"{name}=Bearer {word}",
            6 => $"--{name} {word}",
            _ => $"app.{name} => {word}",
        };
        return (word, string.Format(System.Globalization.CultureInfo.InvariantCulture, Frames[random.Next(Frames.Length)], text));
    }

    internal static string Clean(Random random)
    {
        var number = random.Next(100, 99_999);
        var word = Word(random, 4, 9).ToLowerInvariant();
        var text = random.Next(22) switch
        {
            0 => $"Timeout after {number} ms calling {word}-service",
            1 => $"java.lang.NullPointerException: Cannot invoke \"{word}.get()\"",
            2 => $"at com.shop.{word}.Handler.run(Handler.java:{number})",
            3 => $"GET /api/v2/{word}/{number} returned 500",
            4 => $"Invalid password for user {number}",
            5 => $"token expired at 12:34:{number % 60:00}",
            6 => $"Unexpected token: ';' at position {number}",
            7 => $"commit {Hex(random, 40)} built",
            8 => $"trace {Hex(random, 8)}-{Hex(random, 4)}-4{Hex(random, 3)}-a{Hex(random, 3)}-{Hex(random, 12)}",
            9 => $"std::out_of_range in {word}::at ({number})",
            10 => $"order {number}{number} not found in table {word}_orders",
            11 => $"epoch {1_772_000_000_000 + number} skipped",
            12 => $"https://host.example.com/{word}?page={number}&size=20",
            13 => $"Key ({word})=({number}) already exists.",
            14 => $"disk /dev/{word} is {number % 100}% full",
            15 => $"version 2.{number % 50}.1 of {word}, build 20260304",
            16 => $"authentication failed: token is missing",
            17 => $"thread pool-{number % 9}-thread-{number} died; queue={number}; active={number % 7}",
            18 => $"object {word}@1f{Hex(random, 4)} leaked",
            19 => $"pass {number} of 10 completed, key: {word}",
            20 => $"Bearer authentication is required for {word}",
            _ => $"mac 00:1a:2b:3c:4d:{number % 90 + 10} down since 2026-03-04T12:00:00.{number % 1000:000}Z",
        };
        return string.Format(System.Globalization.CultureInfo.InvariantCulture, Frames[random.Next(Frames.Length)], text);
    }

    private static (string Secret, string Text) Same(string secret) => (secret, secret);

    /// <summary>Letters and digits, at least one digit.</summary>
    private static string Word(Random random, int least, int most)
    {
        var word = new char[random.Next(least, most + 1)];
        for (var i = 0; i < word.Length; i++)
        {
            word[i] = Letters[random.Next(Letters.Length)];
        }

        word[random.Next(word.Length)] = (char)('0' + random.Next(10));
        return new(word);
    }

    private static string Hex(Random random, int length) =>
        new([.. Enumerable.Range(0, length).Select(_ => "0123456789abcdef"[random.Next(16)])]);

    private static string Card(Random random)
    {
        var digits = new int[16];
        digits[0] = 4;
        for (var i = 1; i < 15; i++)
        {
            digits[i] = random.Next(10);
        }

        var sum = 0;
        for (var i = 0; i < 15; i++)
        {
            var digit = i % 2 == 0 ? digits[i] * 2 : digits[i];
            sum += digit > 9 ? digit - 9 : digit;
        }

        digits[15] = (10 - (sum % 10)) % 10;
        return string.Concat(digits);
    }

    private static string Base64Url(string text) =>
        Convert.ToBase64String(Encoding.UTF8.GetBytes(text)).TrimEnd('=').Replace('+', '-').Replace('/', '_');
}
