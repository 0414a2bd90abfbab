using System.Diagnostics;
using System.Net.WebSockets;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace RepoTickets.Cli.Tests.Reports.Browser;

/// <summary>
/// A page in a headless Chromium that the test starts and ends, driven over the DevTools protocol: with real keys, and with what the page
/// says in its console and asks of the network.
/// </summary>
internal sealed class BrowserPage : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    private readonly TemporaryFolder _profile;
    private readonly Process _browser;
    private readonly ClientWebSocket _socket = new();
    private readonly CancellationTokenSource _deadline = new(Patience);
    private int _lastId;

    private BrowserPage(TemporaryFolder profile, Process browser)
    {
        _profile = profile;
        _browser = browser;
    }

    /// <summary>Errors of scripts, and what the page's policy refused.</summary>
    internal List<string> Complaints { get; } = [];

    /// <summary>Addresses that the page asked for.</summary>
    internal List<string> Requests { get; } = [];

    internal static async Task<BrowserPage> OpenAsync(string file, int width, int height)
    {
        var profile = new TemporaryFolder();
        var page = new BrowserPage(profile, Start(profile.Path));
        try
        {
            await page._socket.ConnectAsync(await page.FindTargetAsync(), page._deadline.Token);
            foreach (var domain in (string[])["Page", "Runtime", "Log", "Network"])
            {
                await page.SendAsync($"{domain}.enable");
            }

            await page.SendAsync("Emulation.setDeviceMetricsOverride", new()
            {
                ["width"] = width, ["height"] = height, ["deviceScaleFactor"] = 1, ["mobile"] = width < 500,
            });
            await page.SendAsync("Page.navigate", new() { ["url"] = new Uri(file).AbsoluteUri });
            await page.WaitForAsync("document.readyState === 'complete' && location.protocol === 'file:'");
            return page;
        }
        catch
        {
            await page.DisposeAsync();
            throw;
        }
    }

    /// <summary>The value of an expression in the page, as text.</summary>
    internal async Task<string> EvaluateAsync(string expression)
    {
        var answer = await SendAsync("Runtime.evaluate", new() { ["expression"] = $"String({expression})", ["awaitPromise"] = true });
        Assert.True(answer["exceptionDetails"] is null, $"{expression}: {answer["exceptionDetails"]}");
        return answer["result"]!["value"]!.GetValue<string>();
    }

    /// <summary>Waits until an expression in the page is true: the page is asked at each of its frames.</summary>
    internal async Task WaitForAsync(string condition)
    {
        while (await EvaluateAsync($"({condition}) || new Promise(done => setTimeout(() => done(false), 20))") != "true")
        {
            _deadline.Token.ThrowIfCancellationRequested();
        }
    }

    /// <summary>Types a text where the focus is, as an input method does.</summary>
    internal Task TypeAsync(string text) => SendAsync("Input.insertText", new() { ["text"] = text });

    internal async Task PressAsync(string key, int code, string? text = null)
    {
        foreach (var type in (string[])["keyDown", "keyUp"])
        {
            var event_ = new JsonObject { ["type"] = type, ["key"] = key, ["code"] = key, ["windowsVirtualKeyCode"] = code };
            if (text is not null && type == "keyDown")
            {
                event_["text"] = text;
            }

            await SendAsync("Input.dispatchKeyEvent", event_);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _socket.Dispose();
        _browser.Kill(entireProcessTree: true);
        await _browser.WaitForExitAsync(CancellationToken.None);
        _browser.Dispose();
        _deadline.Dispose();
        _profile.Dispose();
    }

    private static Process Start(string profile)
    {
        var start = new ProcessStartInfo(ChromiumFactAttribute.FindBrowser()!);
        foreach (var argument in (string[])
            [
                "--headless=new", "--disable-gpu", "--no-first-run", "--disable-extensions", "--disable-dev-shm-usage",
                "--remote-debugging-port=0", $"--user-data-dir={profile}",
            ])
        {
            start.ArgumentList.Add(argument);
        }

        // Its sandbox does not work for the super-user, as whom containers run tests.
        if (Environment.IsPrivilegedProcess)
        {
            start.ArgumentList.Add("--no-sandbox");
        }

        start.ArgumentList.Add("about:blank");
        start.RedirectStandardError = true;
        var browser = Process.Start(start)!;
        browser.ErrorDataReceived += static (_, _) => { };
        browser.BeginErrorReadLine();
        return browser;
    }

    /// <summary>The browser writes its port into its profile when it listens.</summary>
    private async Task<Uri> FindTargetAsync()
    {
        var file = Path.Join(_profile.Path, "DevToolsActivePort");
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        string[] lines;
        do
        {
            await timer.WaitForNextTickAsync(_deadline.Token);
            Assert.False(_browser.HasExited, "The browser ended before it listened.");
            lines = File.Exists(file) ? await File.ReadAllLinesAsync(file, _deadline.Token) : [];
        }
        while (lines.Length < 2);

        using var client = new HttpClient();
        while (true)
        {
            var targets = JsonNode.Parse(
                await client.GetStringAsync(new Uri($"http://127.0.0.1:{lines[0]}/json"), _deadline.Token))!.AsArray();
            if (targets.FirstOrDefault(static target => target!["type"]!.GetValue<string>() == "page") is { } page)
            {
                return new(page["webSocketDebuggerUrl"]!.GetValue<string>());
            }

            await timer.WaitForNextTickAsync(_deadline.Token);
        }
    }

    private async Task<JsonNode> SendAsync(string method, JsonObject? parameters = null)
    {
        var id = ++_lastId;
        var message = new JsonObject { ["id"] = id, ["method"] = method, ["params"] = parameters ?? [] };
        await _socket.SendAsync(
            JsonSerializer.SerializeToUtf8Bytes(message), WebSocketMessageType.Text, endOfMessage: true, _deadline.Token);
        while (true)
        {
            var received = await ReceiveAsync();
            if (received["id"] is { } answered && answered.GetValue<int>() == id)
            {
                Assert.True(received["error"] is null, $"{method}: {received["error"]}");
                return received["result"]!;
            }

            Note(received);
        }
    }

    private async Task<JsonNode> ReceiveAsync()
    {
        using var message = new MemoryStream();
        var buffer = new byte[64 << 10];
        ValueWebSocketReceiveResult part;
        do
        {
            part = await _socket.ReceiveAsync(buffer.AsMemory(), _deadline.Token);
            message.Write(buffer, 0, part.Count);
        }
        while (!part.EndOfMessage);

        return JsonNode.Parse(message.ToArray())!;
    }

    private void Note(JsonNode received)
    {
        var parameters = received["params"];
        switch (received["method"]?.GetValue<string>())
        {
            case "Runtime.exceptionThrown":
                Complaints.Add(parameters!["exceptionDetails"]!.ToJsonString());
                break;
            case "Log.entryAdded":
                Complaints.Add(parameters!["entry"]!["text"]!.GetValue<string>());
                break;
            case "Page.javascriptDialogOpening":
                Complaints.Add("dialog: " + parameters!["message"]!.GetValue<string>());
                break;
            case "Network.requestWillBeSent":
                Requests.Add(parameters!["request"]!["url"]!.GetValue<string>());
                break;
        }
    }
}
