/** A transposed convolution for PyTorch that inserts the zeros of its stride itself, which avoids a fault of oneDNN: Python source. */
export const SPREAD_CONV_TRANSPOSE_2D = `\
class SpreadConvTranspose2d(nn.ConvTranspose2d):
    """nn.ConvTranspose2d with stride 1 on an image that has stride - 1 zeros between its pixels: the same."""

    def forward(self, x):
        # Zeros behind the last pixel are a part of the output padding, as far as it is less than the stride.
        behind = [min(padding, stride - 1) for padding, stride in zip(self.output_padding, self.stride)]
        height, width = ((size - 1) * stride + 1 + zeros for size, stride, zeros in zip(x.shape[2:], self.stride, behind))
        spread = x.new_zeros(*x.shape[:2], height, width)
        spread[:, :, :: self.stride[0], :: self.stride[1]] = x
        rest = [padding - zeros for padding, zeros in zip(self.output_padding, behind)]
        return nn.functional.conv_transpose2d(
            spread, self.weight, self.bias, 1, self.padding, rest, self.groups, self.dilation
        )`;
