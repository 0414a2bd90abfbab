using System.Text;
using Microsoft.Extensions.Logging;
using RepoTickets.LogTriage.Grouping;
using RepoTickets.LogTriage.Redaction;
using RepoTickets.LogTriage.Tests.Redaction;

namespace RepoTickets.LogTriage.Tests.Grouping;

/// <summary>Forms and keys are kept in files: no secret may be in them, of letters alone or not.</summary>
public sealed class SecretFormTests
{
    [Theory]
    [InlineData("login password=correcthorse failed", "login password= * failed")]
    [InlineData("login password = correcthorse, user bob", "login password= * user bob")]
    [InlineData("login DB_PASSWORD: correcthorse failed", "login DB_PASSWORD: * failed")]
    [InlineData("Api-Key: correcthorse rejected", "Api-Key: * rejected")]
    [InlineData("open password=\"correct horse battery staple\" failed", "open password= * failed")]
    [InlineData("{\"password\":\"correct horse battery staple\",\"queue\":\"is full now\"}", "password: * queue: is full now")]
    [InlineData("body {\\\"password\\\": \\\"correct horse battery\\\"} refused", "body * refused")]
    [InlineData("params['password'] = 'correct horse battery' refused", "params * refused")]
    [InlineData("{'password': b'correct horse battery'} refused", "password: * refused")]
    [InlineData("client_secret => correcthorse refused", "client_secret * refused")]
    [InlineData("got Authorization: Bearer correcthorse\nretry later", "got Authorization: * retry later")]
    [InlineData("got Authorization: correcthorse retry later", "got Authorization: * retry later")]
    [InlineData("got access_token=Bearer correcthorse retry", "got access_token= * retry")]
    [InlineData("got Cookie: theme=dark; user=correcthorse", "got Cookie: *")]
    [InlineData("config <password>correct horse</password> bad", "config password * bad")]
    [InlineData("run tool --password correcthorse --force", "run tool password * force")]
    [InlineData("password=\n    correcthorse", "password= *")]
    [InlineData("db2_password=correcthorse lost", "* lost")]
    [InlineData("callback code?token=correcthorse&state=x done", "callback code?token= * state= x done")]
    [InlineData("got -----BEGIN PRIVATE KEY-----\nabcdef\n-----END PRIVATE KEY----- here", "got * here")]
    [InlineData("GET https://joe:correct)horse,battery|staple@a.example/x failed", "GET * failed")]
    public void Write_OfAValueThatIsSecretByItsName_KeepsNoLetterOfIt(string message, string canonical) =>
        Assert.Equal(canonical, CanonicalizerTests.Write(message));

    [Theory]
    [InlineData("user=bob token: expired", "user= bob token: expired")]
    [InlineData("auth: denied for bob", "auth: denied for bob")]
    [InlineData("password: missing", "password: missing")]
    [InlineData("Failed password for root from inside", "Failed password for root from inside")]
    [InlineData("password:\nuser=bob", "password: user= bob")]
    [InlineData("compass=north tokens: many", "compass= north tokens: many")]
    [InlineData("--force now", "force now")]
    public void Write_OfASentenceAboutSecrets_StaysAsItIs(string message, string canonical) =>
        Assert.Equal(canonical, CanonicalizerTests.Write(message));

    [Theory]
    [InlineData("https://joe:correcthorse@a.example/")]
    [InlineData("https://a.example/login?token=correcthorse")]
    [InlineData("https://a.example/login?token%3Dcorrecthorse")]
    [InlineData("db2_password=correcthorse2")]
    [InlineData("correcthorse17abcdefgh")]
    public void Write_OfAMessageOfVariablePartsAlone_KeepsNoLetterOfASecret(string message) =>
        Assert.DoesNotContain("horse", CanonicalizerTests.Write(message), StringComparison.Ordinal);

    [Fact]
    public void Assign_SecretsPlantedInEveryPart_AreNotInTheState()
    {
        var seed = Seeds.Given ?? 3;
        var random = new Random(seed);
        for (var n = 0; n < 4_000; n++)
        {
            var (secret, line) = n % 4 == 0 ? SecretCorpus.Plant(random) : SecretCorpus.PlantLetters(random);
            var entry = new LogEntry { Message = line, Level = LogLevel.Error };
            entry = random.Next(8) switch
            {
                // Names of types are kept as they are given, but for what is assigned to a name.
                _ when n % 4 == 0 || line.Contains("--", StringComparison.Ordinal) => entry,
                0 => entry with { ExceptionType = line },
                1 => entry with { Message = "Disk full", ExceptionType = line },
                2 => entry with { StackTrace = $"com.shop.PayException: {line}\n\tat com.shop.Pay.run(Pay.java:17)" },
                _ => entry,
            };
            using var grouper = LogGrouping.Create();
            grouper.Assign(entry);
            AssertNone(grouper, secret, $"seed {seed}, {n}: {entry}");
        }
    }

    [Theory]
    [InlineData("login with password=correcthorse")]
    [InlineData("token: \"correct horse battery\" and more")]
    [InlineData("got Authorization: Bearer correcthorse")]
    public void Assign_SecretInNames_IsNotInTheState(string text)
    {
        using var grouper = LogGrouping.Create();
        using var ancestor = LogGrouping.Create(new() { UseAncestorHash = true });
        foreach (var entry in (LogEntry[])
            [
                new() { Message = "x", Template = text },
                new() { Message = "x", Template = "x", Logger = text },
                new() { Message = "x", Template = "x", ExceptionType = text },
                new() { Message = "x", Fingerprint = text },
                new() { Message = "x", Service = text },
                new() { Message = text },
            ])
        {
            Assert.Equal(grouper.Assign(entry).Id, grouper.Assign(entry).Id);
            ancestor.Assign(entry);
        }

        AssertNone(grouper, "horse", text);
        AssertNone(ancestor, "horse", text);
    }

    [Fact]
    public void Assign_RecordsThatDifferInASecretAlone_AreOneGroup()
    {
        using var grouper = LogGrouping.Create();
        var first = grouper.Assign(new() { Message = "Login with password=correcthorse failed" });
        Assert.Equal(first.Id, grouper.Assign(new() { Message = "Login with password=batterystaple failed" }).Id);
        Assert.Equal(first.Id, grouper.Assign(new() { Message = "Login with password=\"a b c d\" failed" }).Id);
    }

    [Theory]
    [InlineData("password=x")]
    [InlineData("password=\n")]
    [InlineData("password=\"")]
    [InlineData("password: ")]
    [InlineData("<password>")]
    [InlineData("authorization:basic ")]
    [InlineData("cookie:a;")]
    [InlineData("--password ")]
    [InlineData("-----BEGIN PRIVATE KEY-----")]
    [InlineData("https://a@")]
    [InlineData("token=,")]
    public void Assign_OfHostileRepeats_TakesBoundedTime(string unit)
    {
        var text = string.Concat(Enumerable.Repeat(unit, 1_000_000 / unit.Length));
        using var grouper = LogGrouping.Create();
        var watch = System.Diagnostics.Stopwatch.StartNew();
        for (var n = 0; n < 20; n++)
        {
            grouper.Assign(new() { Message = text, Service = text });
        }

        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(20));
    }

    private static void AssertNone(ILogGroupRegistry grouper, string secret, string what)
    {
        var state = Encoding.UTF8.GetString(grouper.ExportState());
        Assert.False(state.Contains(secret, StringComparison.OrdinalIgnoreCase), $"{what}\n{state}");
    }
}
