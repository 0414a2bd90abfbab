using System.Globalization;
using System.Text.Json.Nodes;

namespace RepoTickets.LogTriage.Tests.Servers;

/// <summary>An issue of <see cref="FakeJira"/>.</summary>
internal sealed class FakeIssue(long id, string key, DateTimeOffset created)
{
    internal long Id { get; } = id;

    internal string Key { get; } = key;

    internal DateTimeOffset Created { get; } = created;

    internal required string Summary { get; init; }

    internal required JsonNode Description { get; init; }

    /// <summary>The fields as they were sent.</summary>
    internal JsonObject Fields { get; init; } = [];

    /// <summary>The category of its status: new, indeterminate or done.</summary>
    internal string Category { get; set; } = "new";

    internal List<string> Labels { get; } = [];

    internal List<JsonNode> Comments { get; } = [];

    internal void AddLabel(string label)
    {
        if (!Labels.Contains(label))
        {
            Labels.Add(label);
        }
    }

    internal JsonObject ToJson() => new()
    {
        ["id"] = Id.ToString(CultureInfo.InvariantCulture),
        ["key"] = Key,
        ["fields"] = new JsonObject
        {
            ["summary"] = Summary,
            ["description"] = Description.DeepClone(),
            ["labels"] = new JsonArray([.. Labels.Select(static label => (JsonNode)label)]),
            ["created"] = Created.ToString("yyyy-MM-ddTHH:mm:ss.fff", CultureInfo.InvariantCulture) + "+0000",
            ["status"] = new JsonObject { ["name"] = Category, ["statusCategory"] = new JsonObject { ["key"] = Category } },
        },
    };
}
