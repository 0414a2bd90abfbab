using System.Text;

namespace RepoTickets.Fuzz.Secrets;

/// <summary>Secrets that stand nowhere else, and the search for them in everything that comes out.</summary>
internal static class PlantedSecrets
{
    internal const string AgentKey = "plantedagentkey4f81c2d7a9";
    internal const string DatadogApiKey = "planteddatadogapi5e92d3c8b1";
    internal const string DatadogApplicationKey = "planteddatadogapp6fa3e4d9c2";
    internal const string JiraUser = "triage@example.org";
    internal const string JiraToken = "plantedjiratoken70b4f5eac3";
    internal const string ModelKey = "sk-plantedmodelkey81c506fbd4";
    internal const string AddressPassword = "plantedaddresspw92d6170ce5";
    internal const string ConnectionPassword = "plantedconnectionpw03e7281df6";
    internal const string LogPassword = "plantedlogpassword14f8392e07";
    internal const string LogToken = "ghp_plantedlogtoken0123456789ABCDEFGHIJ";
    internal const string LogWord = "plantedletterscorrecthorse";
    internal const string LogHeader = "plantedheaderbatterystaple";
    internal const string LogBearer = "plantedbearer25a94a3f18plantedbearer";

    /// <summary>What an application's own code throws when its database is away.</summary>
    internal static string DriverMessage =>
        $"Cannot connect: Host=db.example;Username=app;Password={ConnectionPassword};Pooling=true (tried " +
        $"https://svc:{AddressPassword}@db.example/x, key {ModelKey}, Authorization: Bearer {LogBearer})";

    /// <summary>Lines of a log with secrets in the places where logs have them.</summary>
    internal static string Log => $"""
        2026-03-04 12:00:00,123 ERROR [main] shop.Orders - Login of ann failed with password={LogPassword} at https://ann:{AddressPassword}@host.example/login?token={LogPassword}
        2026-03-04 12:00:01,123 ERROR [main] shop.Stock - Push refused: remote said token {LogToken} is revoked
        java.lang.IllegalStateException: Authorization: Bearer {LogBearer}
        	at shop.Stock.take(Stock.java:17)
        2026-03-04 12:00:03,123 ERROR [main] shop.Login - Refused ann with password={LogWord} as asked
        2026-03-04 12:00:04,123 ERROR [main] shop.Calls - Call refused: db_secret: {LogWord}, then Authorization: Bearer {LogHeader}
        2026-03-04 12:00:05,123 ERROR [main] shop.Body - Body "passphrase":"{LogWord} with several words","api_key":"{LogHeader}" refused
        2026-03-04 12:00:02,123 ERROR [main] shop.Pay - Server=db;User Id=sa;Password={ConnectionPassword}; timed out

        """;

    private static IEnumerable<string> All
    {
        get
        {
            string[] plain =

                [
                    AgentKey, DatadogApiKey, DatadogApplicationKey, JiraToken, ModelKey, AddressPassword, ConnectionPassword, LogPassword,
                    LogToken, LogBearer, LogWord, LogHeader,
                ];
            var encoded = plain.Select(static secret => Convert.ToBase64String(Encoding.UTF8.GetBytes(secret)).TrimEnd('='));
            return [.. plain, .. encoded, Convert.ToBase64String(Encoding.UTF8.GetBytes($"{JiraUser}:{JiraToken}"))];
        }
    }

    /// <summary>Half a secret is one, too: the first sixteen characters are looked for.</summary>
    internal static IReadOnlyList<string> FindIn(string text) =>
        [.. All.Where(secret => text.Contains(secret[..Math.Min(secret.Length, 16)], StringComparison.OrdinalIgnoreCase))];

    internal static void AssertNoneIn(string what, string text)
    {
        var found = FindIn(text);
        if (found.Count > 0)
        {
            var place = text.IndexOf(found[0][..Math.Min(found[0].Length, 16)], StringComparison.OrdinalIgnoreCase);
            Assert.Fail(
                $"{what} holds {string.Join(", ", found)}: ...{text[Math.Max(0, place - 200)..Math.Min(text.Length, place + 80)]}...");
        }
    }

    /// <summary>No file below the folder holds one, except those that the test itself planted.</summary>
    internal static int AssertNoneInFiles(string folder, params IReadOnlyCollection<string> planted)
    {
        var count = 0;
        foreach (var path in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            if (!planted.Contains(Path.GetRelativePath(folder, path)))
            {
                AssertNoneIn(path, Encoding.Latin1.GetString(File.ReadAllBytes(path)));
                count++;
            }
        }

        return count;
    }
}
