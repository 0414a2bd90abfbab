using System.Diagnostics;
using System.Text;
using RepoTickets.LogTriage.Redaction;

namespace RepoTickets.LogTriage.Tests.Redaction;

public sealed class LogRedactorTests
{
    private readonly LogRedactor _redactor = new(new());

    [Theory]
    [InlineData("mail joe.doe+x@mail.example.co.uk now", "mail <email> now")]
    [InlineData("mail jürgen@müller.de", "mail <email>")]
    [InlineData("<joe@example.com>,", "<<email>>,")]
    [InlineData("https://user:p4ss@host.example.com/a", "https://<credentials>@host.example.com/a")]
    [InlineData("postgres://app:s3:cr@t@db:5432/x", "postgres://<credentials>@db:5432/x")]
    [InlineData("https://ghp_0123456789abcdefghij@github.com/a", "https://<credentials>@github.com/a")]
    [InlineData("Authorization: Bearer abc.def-123", "Authorization: <secret>")]
    [InlineData("authorization=Basic dXNlcjpwYXNz", "authorization=<secret>")]
    [InlineData("sent Bearer 0a1b2c3d4e5f to x", "sent Bearer <token> to x")]
    [InlineData("sent basic dXNlcjpwYXNzd29yZA== to", "sent basic <token> to")]
    [InlineData("Basic authentication failed", "Basic authentication failed")]
    [InlineData("Cookie: a=b; session=xyz; c=d\nnext", "Cookie: <secret>\nnext")]
    [InlineData("Set-Cookie: sid=31d4d96e407aad42; Path=/; HttpOnly", "Set-Cookie: <secret>")]
    [InlineData("jwt eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U end", "jwt <token> end")]
    [InlineData("AKIAIOSFODNN7EXAMPLE", "<key>")]
    [InlineData("key AKIAIOSF\n  ODNN7EXAMPLE x", "key <key> x")]
    [InlineData("ghp_16C7e42F292c6912E7710c838347Ae178B4a", "<key>")]
    [InlineData("xoxb-123456789012-abcdefABCDEF", "<key>")]
    [InlineData("sk-proj-abc123def456ghi789jkl0", "<key>")]
    [InlineData("AIzaSyA1234567890abcdefghijklmnopqrstuv", "<key>")]
    [InlineData("post https://hooks.slack.com/services/T000/B000/XXXX now", "post https://hooks.slack.com/services/<key> now")]
    [InlineData("-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY-----\nx", "<private-key>\nx")]
    [InlineData("a -----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNz", "a <private-key>")]
    [InlineData("password=hunter2 next", "password=<secret> next")]
    [InlineData("DB_PASSWORD: hunter2", "DB_PASSWORD: <secret>")]
    [InlineData("{\"password\":\"hun\\\"ter2\",\"a\":1}", "{\"password\":\"<secret>\",\"a\":1}")]
    [InlineData("{\\\"clientSecret\\\":\\\"abc\\\",\\\"a\\\":1}", "{\\\"clientSecret\\\":\\\"<secret>\\\",\\\"a\\\":1}")]
    [InlineData("Server=x;Password=a,b!c;User=y", "Server=x;Password=<secret>;User=y")]
    [InlineData("password=a,user=b", "password=<secret>,user=b")]
    [InlineData("password: 'two words'", "password: '<secret>'")]
    [InlineData("password:\n  hunter2hunter\nx", "password:\n  <secret>\nx")]
    [InlineData("password=hun\\\nter2 x", "password=<secret> x")]
    [InlineData("<password>hunter2</password>", "<password><secret></password>")]
    [InlineData("<secret>hunter2</secret>", "<secret><secret></secret>")]
    [InlineData("run --password hunter2 --user joe", "run --password <secret> --user joe")]
    [InlineData("GET /x?api_key=abc&y=1", "GET /x?api_key=<secret>&y=1")]
    [InlineData("GET /x?q=access_token%3Dabc123", "GET /x?q=access_token%3D<secret>")]
    [InlineData("X-Api-Key: 123", "X-Api-Key: <secret>")]
    [InlineData("password is wrong", "password is wrong")]
    [InlineData("Invalid password: must not be empty", "Invalid password: must not be empty")]
    [InlineData("Unexpected token: } at line 3", "Unexpected token: } at line 3")]
    [InlineData("token=abc", "token=<secret>")]
    [InlineData("from 10.1.2.3:8080 to 192.168.255.1.", "from <ip>:8080 to <ip>.")]
    [InlineData("v1.2.3.4 and 1.2.3.4.5 and 300.1.1.1", "v1.2.3.4 and 1.2.3.4.5 and 300.1.1.1")]
    [InlineData("to 2001:db8::8a2e:370:7334 and [::1]:80", "to <ip> and [<ip>]:80")]
    [InlineData("fe80::1%eth0 at 12:34:56 in std::vector::at", "<ip>%eth0 at 12:34:56 in std::vector::at")]
    [InlineData("mac 00:1a:2b:3c:4d:5e", "mac 00:1a:2b:3c:4d:5e")]
    [InlineData("card 4111 1111 1111 1111 ok", "card <card> ok")]
    [InlineData("card 4111-1111-1111-1112 bad", "card 4111-1111-1111-1112 bad")]
    [InlineData("378282246310005", "<card>")]
    [InlineData("at 1772625612345 and 4111111111111111111111", "at 1772625612345 and 4111111111111111111111")]
    [InlineData("data cGFzc3dvcmQ9aHVudGVyMiBmb3IgYWRtaW4= end", "data <encoded> end")]
    [InlineData("data aGVsbG8gd29ybGQsIG5vdGhpbmcgaGVyZQ== end", "data aGVsbG8gd29ybGQsIG5vdGhpbmcgaGVyZQ== end")]
    [InlineData("", "")]
    public void Redact_Text_ReplacesWhatItShould(string text, string expected) => Assert.Equal(expected, _redactor.Redact(text));

    [Fact]
    public void Redact_HarmlessText_IsTheSameInstance()
    {
        var text = "NullPointerException at com.shop.Pay.run(Pay.java:17) after 1450 ms";
        Assert.Same(text, _redactor.Redact(text));
        var entry = new LogEntry { Message = text, Attributes = new Dictionary<string, string> { ["requestId"] = "r-17" } };
        Assert.Same(entry, _redactor.Redact(entry));
    }

    [Fact]
    public void Redact_PlantedSecrets_AreFound()
    {
        var (missed, total) = (new List<string>(), 0);
        for (var seed = 0; seed < 1_500; seed++)
        {
            var random = new Random(seed);
            var (secret, line) = SecretCorpus.Plant(random);
            total++;
            if (_redactor.Redact(line).Contains(secret, StringComparison.Ordinal))
            {
                missed.Add($"seed {seed}: {line}");
            }
        }

        Assert.True(missed.Count <= total * 0.005, $"{missed.Count} of {total} missed:\n{string.Join('\n', missed.Take(20))}");
    }

    [Fact]
    public void Redact_CleanLines_StayAsTheyAre()
    {
        var (hit, total) = (new List<string>(), 10_000);
        for (var seed = 0; seed < total; seed++)
        {
            var line = SecretCorpus.Clean(new Random(seed));
            if (_redactor.Redact(line) != line)
            {
                hit.Add($"seed {seed}: {line} -> {_redactor.Redact(line)}");
            }
        }

        Assert.True(hit.Count <= total * 0.005, $"{hit.Count} of {total} changed:\n{string.Join('\n', hit.Take(20))}");
    }

    [Fact]
    public void Redact_Twice_IsTheSameAsOnce()
    {
        const string Alphabet = "aB1 =:;,\"'<>@./-_%\n\\eyJ";
        string[] words =
        [
            "password", "token=", "Bearer ", "<secret>", "<email>", "joe@x.org", "https://", "10.0.0.1", "4111111111111111", "::1",
            "cookie: ", "-----BEGIN PRIVATE KEY-----", "ghp_0123456789abcdefghij", "</secret>", "--secret ",
        ];
        for (var seed = 0; seed < 20_000; seed++)
        {
            var random = new Random(seed);
            var text = new StringBuilder();
            for (var i = random.Next(25); i > 0; i--)
            {
                text.Append(random.Next(3) == 0 ? words[random.Next(words.Length)] : Alphabet[random.Next(Alphabet.Length)].ToString());
            }

            var once = _redactor.Redact(text.ToString());
            Assert.True(once == _redactor.Redact(once), $"seed {seed}\n{text}\n{once}\n{_redactor.Redact(once)}");
        }
    }

    [Theory]
    [InlineData("a")]
    [InlineData("@")]
    [InlineData("a@a.")]
    [InlineData("password=\"")]
    [InlineData("password:")]
    [InlineData("<secret>")]
    [InlineData("<password>a")]
    [InlineData("://")]
    [InlineData("http://a:b")]
    [InlineData("sk-")]
    [InlineData("-----BEGIN PRIVATE KEY-----")]
    [InlineData("-----BEGIN X-----")]
    [InlineData("eyJ.")]
    [InlineData("1.")]
    [InlineData("1:")]
    [InlineData("4 ")]
    [InlineData("4111-")]
    [InlineData("Bearer ")]
    [InlineData("%3D")]
    [InlineData("--password ")]
    [InlineData("aGVsbG8gd29ybGQs")]
    [InlineData("aGVsbG8gd29ybGQsaGVsbG8gd29ybGQsaGVsbG8gd29y\n")]
    [InlineData("\\\"")]
    [InlineData("cookie:a;")]
    public void Redact_HostileMegabyte_TakesLinearTime(string part)
    {
        var redactor = new LogRedactor(new() { MaximumTextLength = 4_194_304 });
        var text = string.Concat(Enumerable.Repeat(part, 1_000_000 / part.Length));
        var watch = Stopwatch.StartNew();
        redactor.Redact(text);
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(30));
    }

    [Fact]
    public void Redact_LongText_IsCutAfterRedaction()
    {
        var redactor = new LogRedactor(new() { MaximumTextLength = 256 });
        var clean = redactor.Redact(new string(' ', 246) + "password=hunter2hunter2hunter2");
        Assert.Equal(256, clean.Length);
        Assert.DoesNotContain("hunter", clean, StringComparison.Ordinal);
        Assert.Equal(clean, redactor.Redact(clean));
        Assert.Equal(256, redactor.Redact(new string('x', 10_000_000)).Length);
    }

    [Fact]
    public void Redact_Entry_CoversEveryTextAndAttribute()
    {
        const string Secret = "joe@example.com";
        var entry = new LogEntry
        {
            Message = Secret, Service = Secret, Environment = Secret, Logger = Secret, Thread = Secret, Detail = Secret,
            ExceptionType = Secret,
            StackTrace = Secret, Template = Secret, Fingerprint = Secret, Id = "i", Position = "p",
            Attributes = new Dictionary<string, string>
            {
                [Secret] = Secret,
                ["kate@example.com"] = "x",
                ["db.password"] = "plain",
                ["http.cookie"] = "a",
            },
        };
        var clean = _redactor.Redact(entry);
        foreach (var property in typeof(LogEntry).GetProperties().Where(static property => property.PropertyType == typeof(string)))
        {
            Assert.DoesNotContain("@", (string?)property.GetValue(clean) ?? "", StringComparison.Ordinal);
        }

        Assert.Equal(4, clean.Attributes.Count);
        Assert.DoesNotContain(clean.Attributes, static pair => pair.Key.Contains('@') || pair.Value.Contains('@'));
        Assert.Equal("<secret>", clean.Attributes["db.password"]);
        Assert.Equal("<secret>", clean.Attributes["http.cookie"]);
        Assert.Equal(("i", "p"), (clean.Id, clean.Position));
        Assert.Same(clean.Message, _redactor.Redact(clean).Message);
    }

    [Fact]
    public void Redact_UserPatterns_AreApplied()
    {
        var redactor = new LogRedactor(
            new() { Patterns = [new() { Name = "customer", Pattern = "cust-[0-9]+" }, new() { Name = "x", Pattern = "[a-z]+omer" }] });
        var once = redactor.Redact("for cust-123 and customer");
        Assert.Equal("for <customer> and <x>", once);
        Assert.Equal(once, redactor.Redact(once));
    }

    [Theory]
    [InlineData("(a+)+$")]
    [InlineData("(a|a)*b")]
    [InlineData("(.*a){20}")]
    public void Redact_UserPatternThatWouldBacktrack_TakesBoundedTime(string pattern)
    {
        var redactor = new LogRedactor(new() { Patterns = [new() { Name = "x", Pattern = pattern }] });
        var watch = Stopwatch.StartNew();
        redactor.Redact(new string('a', 60_000) + "!");
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(30));
    }

    [Theory]
    [InlineData("x", "(?=a)")]
    [InlineData("x", "(a)\\1")]
    [InlineData("x", "(")]
    [InlineData("x", "a*")]
    [InlineData("x", "")]
    [InlineData("Bad Name", "a")]
    [InlineData("", "a")]
    public void Constructor_PatternThatCannotBeUsed_IsRefused(string name, string pattern) =>
        Assert.Throws<ArgumentException>(() => new LogRedactor(new() { Patterns = [new() { Name = name, Pattern = pattern }] }));

    [Fact]
    public void Redact_NoClasses_LeavesAll() =>
        Assert.Equal(
            "password=x joe@example.com", new LogRedactor(new() { Classes = RedactionClasses.None }).Redact("password=x joe@example.com"));
}
