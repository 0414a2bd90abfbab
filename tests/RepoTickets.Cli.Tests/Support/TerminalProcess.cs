using System.Diagnostics;
using System.Text;
using RepoTickets.Cli.Tests.Processes;

namespace RepoTickets.Cli.Tests.Support;

/// <summary>The program in a terminal of its own, driven by keys.</summary>
internal sealed class TerminalProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly Process _process;
    private readonly StringBuilder _shown = new();
    private readonly byte[] _buffer = new byte[16 << 10];
    private int _read;

    private TerminalProcess(Process process) => _process = process;

    /// <summary>All that was shown so far, with the codes that place it.</summary>
    internal string Shown => _shown.ToString();

    internal static TerminalProcess Start(string folder, string arguments)
    {
        var command =
            "trap : INT; stty cols 100 " +
            $"rows 30; '{Environment.ProcessPath ?? "dotnet"}' '{typeof(CommandLine.Frame.CommandLineProgram).Assembly.Location}' " +
            $"{arguments}; echo \"ended with $?, $(stty -a | grep -c ' icanon')\"";
        var start = new ProcessStartInfo(TerminalFactAttribute.Program, ["-qec", command, "/dev/null"])
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        start.Environment["TERM"] = "xterm-256color";
        return new(Process.Start(start)!);
    }

    internal async Task TypeAsync(string keys)
    {
        var input = _process.StandardInput.BaseStream;
        await input.WriteAsync(Encoding.UTF8.GetBytes(keys));
        await input.FlushAsync();
    }

    /// <summary>Waits until a text is shown that was not waited for before.</summary>
    internal async Task UntilShownAsync(string text)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            var at = Shown.IndexOf(text, _read, StringComparison.Ordinal);
            if (at >= 0)
            {
                _read = at + text.Length;
                return;
            }

            var count = await _process.StandardOutput.BaseStream.ReadAsync(_buffer, patience.Token);
            Assert.True(count > 0, $"The program ended before it showed '{text}':\n{Shown}");
            _shown.Append(Encoding.UTF8.GetString(_buffer, 0, count));
        }
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        _process.Dispose();
    }
}
