using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;

namespace RepoTickets.LogTriage.Tests.Servers;

/// <summary>The client of <see cref="FakeModel"/>: just enough of the chat completions call.</summary>
internal sealed class HttpChatClient(Uri address) : IChatClient
{
    private readonly HttpClient _client = new() { BaseAddress = address, Timeout = Timeout.InfiniteTimeSpan };

    public async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var body = new JsonObject
        {
            ["temperature"] = options?.Temperature,
            ["max_tokens"] = options?.MaxOutputTokens,
            ["messages"] = new JsonArray([.. messages.Select(static message =>
                new JsonObject { ["role"] = message.Role.Value, ["content"] = message.Text })]),
        };
        using var request = new HttpRequestMessage(HttpMethod.Post, "v1/chat/completions");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", FakeModel.ApiKey);
        request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        using var response = await _client.SendAsync(request, cancellationToken);
        response.EnsureSuccessStatusCode();
        var choice = JsonNode.Parse(await response.Content.ReadAsStringAsync(cancellationToken))!["choices"]![0]!;
        return new(new ChatMessage(ChatRole.Assistant, (string?)choice["message"]!["content"]))
        {
            FinishReason = new ChatFinishReason((string)choice["finish_reason"]!),
        };
    }

    public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException("The analyzer does not stream.");

    public object? GetService(Type serviceType, object? serviceKey = null) => null;

    public void Dispose() => _client.Dispose();
}
