using System.Diagnostics;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;

namespace RepoTickets.Mcp.Tests.Support;

/// <summary>The server as a process whose streams and end are the test's.</summary>
internal sealed class ServerProcess : IDisposable
{
    internal static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly Task<string> _errors;

    private ServerProcess(Process process)
    {
        Process = process;
        _errors = process.StandardError.ReadToEndAsync();
    }

    internal static string Program => Path.Join(AppContext.BaseDirectory, "tickets-mcp.dll");

    internal Process Process { get; }

    internal static ServerProcess Start(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Program, .. arguments])
        {
            WorkingDirectory = Path.GetTempPath(),
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        return new(Process.Start(start)!);
    }

    internal Task<McpClient> ConnectAsync() => McpClient.CreateAsync(
        new StreamClientTransport(Process.StandardInput.BaseStream, Process.StandardOutput.BaseStream),
        cancellationToken: new CancellationTokenSource(Patience).Token);

    internal async Task<(int ExitCode, string Errors)> EndAsync()
    {
        await Process.WaitForExitAsync().WaitAsync(Patience);
        return (Process.ExitCode, await _errors);
    }

    public void Dispose()
    {
        if (!Process.HasExited)
        {
            Process.Kill();
        }

        Process.Dispose();
    }
}
