using System.Diagnostics;

namespace RepoTickets.Cli.Tests.Support;

/// <summary>The program as a process of its own.</summary>
internal sealed class TicketsProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly Process _process;
    private readonly Task _output;
    private readonly System.Text.StringBuilder _text = new();
    private readonly TaskCompletionSource _firstErrorLine = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<string> _errors = [];

    private TicketsProcess(Process process)
    {
        _process = process;
        _output = ReadAsync(process.StandardOutput);
        process.ErrorDataReceived += (_, line) =>
        {
            lock (_errors)
            {
                _errors.Add(line.Data ?? "");
            }

            _firstErrorLine.TrySetResult();
        };
        process.BeginErrorReadLine();
    }

    internal static TicketsProcess Start(string folder, params string[] arguments) =>
        StartCommand(folder, ["dotnet", typeof(CommandLine.Frame.CommandLineProgram).Assembly.Location, .. arguments]);

    /// <summary>The program as somebody whom permissions hold back, also where tests are run by root.</summary>
    internal static TicketsProcess StartWithoutPrivileges(string folder, params string[] arguments)
    {
        string[] drop = Environment.IsPrivilegedProcess ? ["setpriv", "--bounding-set=-dac_override,-dac_read_search", "--inh-caps=-all"] : [];
        return StartCommand(folder, [.. drop, "dotnet", typeof(CommandLine.Frame.CommandLineProgram).Assembly.Location, .. arguments]);
    }

    private static TicketsProcess StartCommand(string folder, string[] command)
    {
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        return new(Process.Start(start)!);
    }

    internal Task FirstErrorLine => _firstErrorLine.Task.WaitAsync(Patience);

    internal bool HasExited => _process.HasExited;

    /// <summary>The process catches Ctrl-C, as the kernel tells: before that it would just die of it.</summary>
    internal bool HasHandlers
    {
        get
        {
            var status = File.ReadAllLines($"/proc/{_process.Id}/status");
            var caught = Array.Find(
                status, static line => line.StartsWith("SigCgt:", StringComparison.Ordinal))!["SigCgt:".Length..].Trim();
            return (Convert.ToUInt64(caught, 16) & 0b10) != 0;
        }
    }

    /// <summary>The process has files of a store open, as the kernel tells: its command is at work.</summary>
    internal bool IsAtWork
    {
        get
        {
            try
            {
                return new DirectoryInfo($"/proc/{_process.Id}/fd").EnumerateFiles().Any(
                    static file => file.LinkTarget?.Contains("/.tickets/", StringComparison.Ordinal) == true);
            }
            catch (IOException)
            {
                // It ended, or closed a file, while this looked.
                return false;
            }
        }
    }

    /// <summary>What Ctrl-C sends.</summary>
    internal void Interrupt()
    {
        using var kill = Process.Start("kill", ["-INT", _process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    internal async Task<RunResult> EndAsync()
    {
        await _process.WaitForExitAsync().WaitAsync(Patience);
        await _output;
        var output = Output;
        lock (_errors)
        {
            return new("tickets (process)", _process.ExitCode, output, string.Join('\n', _errors));
        }
    }

    /// <summary>What stands on standard output so far.</summary>
    internal string Output
    {
        get
        {
            lock (_text)
            {
                return _text.ToString();
            }
        }
    }

    internal async Task UntilOutputAsync(string text)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!Output.Contains(text, StringComparison.Ordinal))
        {
            await Task.Delay(5, patience.Token);
        }
    }

    private async Task ReadAsync(StreamReader reader)
    {
        var buffer = new char[4096];
        while (await reader.ReadAsync(buffer) is var count && count > 0)
        {
            lock (_text)
            {
                _text.Append(buffer, 0, count);
            }
        }
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }
}
