namespace RepoTickets.CommandLine.Triage;

/// <summary>
/// Standard input that Ctrl-C does not wait for. A read of a terminal or a pipe cannot be taken back once it is begun, so it goes into a
/// buffer of its own and is left to itself.
/// </summary>
internal sealed class CancellableInput(Stream inner) : Stream
{
    private const int Size = 64 << 10;

    private bool _isBegun;

    /// <summary>What comes is no log, so nothing of it is given on; null while all is well.</summary>
    internal string? Problem { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var own = new byte[Math.Min(buffer.Length, Size)];
        var count = await Task.Run(() => inner.Read(own), CancellationToken.None).WaitAsync(cancellationToken).ConfigureAwait(false);
        if (!_isBegun)
        {
            _isBegun = true;
            Problem = LogHead.FindProblem(own.AsSpan(0, Math.Min(count, LogHead.Length)), path: null);
        }

        if (Problem is not null)
        {
            return 0;
        }

        own.AsMemory(0, count).CopyTo(buffer);
        return count;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => inner.Read(buffer, offset, count);

    public override void Flush()
    {
        // Nothing is ever written.
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }
}
