using System.Globalization;

namespace RepoTickets.Benchmarks.Grouping;

/// <summary>Messages of an invented shop: the same seed gives the same messages.</summary>
internal static class SyntheticLog
{
    private static readonly string[] Templates =
    [
        "Connection to {ip}:{n} timed out after {n} ms",
        "User {w} could not log in from {ip}: wrong password",
        "Order {g} was rejected: payment {h} declined with code {n}",
        "Failed to write /var/lib/shop/{w}/{n}.dat: no space left on device",
        "GET https://shop.example.com/api/items/{n}?user={w} answered 503 in {n} ms",
        "Cache miss for key session:{h}, loading from database",
        "worker={n} queue={w} state=idle processed={n} failed=0",
        "Retry {n} of 5 for message {g} on topic orders",
        "NullReferenceException while rendering template '{w}' for request {h}",
        "Disk usage at {n} % on volume {w}, threshold is 90 %",
    ];

    private static readonly string[] Words = ["alpha", "basket", "checkout", "delta", "email", "frontend", "gateway", "history"];

    internal static string[] Make(int count, int seed)
    {
        var random = new Random(seed);
        var messages = new string[count];
        for (var index = 0; index < count; index++)
        {
            messages[index] = Fill(Templates[random.Next(Templates.Length)], random);
        }

        return messages;
    }

    private static string Fill(string template, Random random)
    {
        while (template.IndexOf('{', StringComparison.Ordinal) is >= 0 and var open)
        {
            var close = template.IndexOf('}', open);
            var value = template[(open + 1)..close] switch
            {
                "n" => random.Next(100_000).ToString(CultureInfo.InvariantCulture),
                "ip" => $"10.{random.Next(256)}.{random.Next(256)}.{random.Next(256)}",
                "h" => random.NextInt64().ToString("x16", CultureInfo.InvariantCulture),
                "g" => new Guid(random.Next(), 1, 2, 3, 4, 5, 6, 7, 8, 9, 10).ToString(),
                _ => Words[random.Next(Words.Length)],
            };
            template = string.Concat(template.AsSpan(0, open), value, template.AsSpan(close + 1));
        }

        return template;
    }
}
