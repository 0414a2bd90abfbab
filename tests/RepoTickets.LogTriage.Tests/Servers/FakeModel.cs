using System.Text.Json.Nodes;

namespace RepoTickets.LogTriage.Tests.Servers;

/// <summary>A language model behind the usual chat completions call.</summary>
internal sealed class FakeModel : FakeHttpServer
{
    internal const string ApiKey = "sk-canary-model-0123456789";

    /// <summary>A good answer.</summary>
    internal const string Answer =
        """
        {"error_type":"database-connection","create_ticket":true,"ticket_title":"Restore the database connection",
        "ticket_description":"## Problem summary\nThe pool is empty.","severity":"high"}
        """;

    private int _inFlight;
    private int _peak;

    /// <summary>What the model says to the messages, the last of them given; with the reason for its end.</summary>
    internal Func<string, (string Text, string Finish)> Reply { get; set; } = static _ => (Answer, "stop");

    /// <summary>What it says to a whole conversation; usually <see cref="Reply"/> to its last message.</summary>
    internal Func<IReadOnlyList<string>, (string Text, string Finish)>? ReplyToAll { get; set; }

    /// <summary>How long an answer takes.</summary>
    internal TimeSpan Latency { get; set; }

    /// <summary>The most requests that were answered at the same time.</summary>
    internal int Peak => Volatile.Read(ref _peak);

    /// <summary>The texts of a conversation, in order.</summary>
    internal static IReadOnlyList<string> MessagesOf(FakeRequest request) =>
        [.. JsonNode.Parse(request.Body)!["messages"]!.AsArray().Select(static message => (string)message!["content"]!)];

    protected override async Task<FakeResponse> HandleAsync(FakeRequest request, CancellationToken cancellationToken)
    {
        if (request.Header("Authorization") != $"Bearer {ApiKey}")
        {
            return FakeResponse.Json("""{"error":{"message":"Incorrect API key provided"}}""", 401);
        }

        var now = Interlocked.Increment(ref _inFlight);
        try
        {
            for (var peak = Peak; now > peak && Interlocked.CompareExchange(ref _peak, now, peak) != peak; peak = Peak)
            {
            }

            if (Latency > TimeSpan.Zero)
            {
                await Task.Delay(Latency, cancellationToken);
            }

            var messages = MessagesOf(request);
            var (text, finish) = ReplyToAll is { } reply ? reply(messages) : Reply(messages[^1]);
            return FakeResponse.Json(new JsonObject
            {
                ["model"] = "fake",
                ["choices"] = new JsonArray(new JsonObject
                {
                    ["message"] = new JsonObject { ["role"] = "assistant", ["content"] = text },
                    ["finish_reason"] = finish,
                }),
            }.ToJsonString());
        }
        finally
        {
            Interlocked.Decrement(ref _inFlight);
        }
    }
}
